/** Hands a file to the browser's own downloads. */
export function saveFile(file: File | undefined): void {
    if (file === undefined) {
        return;
    }
    const url = URL.createObjectURL(file);
    const link = document.createElement("a");
    link.href = url;
    link.download = file.name;
    link.click();
    // The download has its own hold on the file once it has begun.
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
