import type { ImageSource } from "../image/readBytes";

/** The picture in a drop or a paste: a file, or the address of a picture dragged from another page. */
export function droppedSource(data: DataTransfer | null): ImageSource | undefined {
    const file = [...(data?.files ?? [])].find(({ type }) => type.startsWith("image/")) ?? data?.files[0];
    if (file !== undefined) {
        return file;
    }
    const address = data?.getData("text/uri-list").split("\n")[0]?.trim() || data?.getData("text/plain").trim();
    return address !== undefined && /^(https?:|data:image\/)/.test(address) ? address : undefined;
}
