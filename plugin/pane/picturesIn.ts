import type { ImageSource } from "../image/readBytes";

/** Whether what is dragged may be pictures, as far as a browser tells before it is dropped. */
export function promisesPictures({ items, types }: DataTransfer): boolean {
    const files = [...items].filter(({ kind }) => kind === "file");
    return files.length > 0
        ? files.every(({ type }) => type.startsWith("image/"))
        : types.includes("text/uri-list") && types.includes("text/html");
}

/**
 * The pictures in a drop or a paste, when it is nothing but pictures: files, or the address of a picture dragged from
 * another page.
 */
export function picturesIn(data: DataTransfer | null): ImageSource[] {
    const files = [...(data?.files ?? [])];
    if (files.length > 0) {
        return files.every(({ type }) => type.startsWith("image/")) ? files : [];
    }
    const address = data?.getData("text/uri-list").split("\n")[0]?.trim() ?? "";
    const isPicture = /<img\b/i.test(data?.getData("text/html") ?? "");
    return isPicture && /^(https?:|data:image\/)/.test(address) ? [address] : [];
}
