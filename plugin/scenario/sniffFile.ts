/** What the first bytes of a file say that it is. */
export type FileForm = "glb" | "fbx" | "gzip" | "html" | "xml" | "json" | "image" | "zip" | "empty" | "other";

const startsWith = (bytes: Uint8Array, ...start: number[]) => start.every((byte, index) => bytes[index] === byte);

/** Looks at the bytes only: names and media types of results are not to be relied on (reference 5.2). */
export function sniffFile(bytes: Uint8Array): FileForm {
    if (bytes.byteLength === 0) {
        return "empty";
    }
    if (startsWith(bytes, 0x1f, 0x8b)) {
        return "gzip";
    }
    if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04)) {
        return "zip";
    }
    const isWebp = startsWith(bytes, 0x52, 0x49, 0x46, 0x46);
    if (startsWith(bytes, 0x89, 0x50, 0x4e, 0x47) || startsWith(bytes, 0xff, 0xd8, 0xff) || isWebp) {
        return "image";
    }
    return sniffText(new TextDecoder().decode(bytes.subarray(0, 512)));
}

function sniffText(head: string): FileForm {
    if (head.startsWith("glTF")) {
        return "glb";
    }
    if (head.startsWith("Kaydara FBX Binary")) {
        return "fbx";
    }
    const text = head.trimStart();
    if (/^<(!doctype html|html|head|body)\b/i.test(text)) {
        return "html";
    }
    if (text.startsWith("<")) {
        return "xml";
    }
    return /^[{[]/.test(text) ? "json" : "other";
}

const names: Record<FileForm, string> = {
    glb: "a GLB model",
    fbx: "an FBX model",
    gzip: "a gzip archive",
    zip: "a ZIP archive",
    html: "a web page (HTML)",
    xml: "an XML document",
    json: "a JSON document",
    image: "a picture",
    empty: "an empty file",
    other: "something unknown",
};

/** The form in words, with its article. */
export function fileFormName(form: FileForm): string {
    return names[form];
}
