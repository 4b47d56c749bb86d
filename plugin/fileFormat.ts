/** What a file is, by its first bytes: names and media types of results are not to be relied on. */
export type FileFormat = "glb" | "fbx" | "gzip" | "zip" | "html" | "xml" | "json" | "image" | "empty" | "unknown";

const signatures: readonly (readonly [FileFormat, readonly number[]])[] = [
    ["glb", [0x67, 0x6c, 0x54, 0x46]],
    ["gzip", [0x1f, 0x8b]],
    ["zip", [0x50, 0x4b, 0x03, 0x04]],
    ["image", [0x89, 0x50, 0x4e, 0x47]],
    ["image", [0xff, 0xd8, 0xff]],
    ["image", [0x47, 0x49, 0x46, 0x38]],
    ["image", [0x52, 0x49, 0x46, 0x46]],
    ["image", [0x42, 0x4d]],
];

/** Recognises a file by its first bytes. */
export function sniffFormat(bytes: Uint8Array): FileFormat {
    if (bytes.length === 0) {
        return "empty";
    }
    const signature = signatures.find(([, magic]) => magic.every((byte, at) => bytes[at] === byte));
    return signature?.[0] ?? sniffText(new TextDecoder("latin1").decode(bytes.subarray(0, 1024)));
}

function sniffText(start: string): FileFormat {
    const text = start.replace(/^\u00ef\u00bb\u00bf/, "").trimStart();
    if (text.startsWith("Kaydara FBX Binary") || /^; *FBX /.test(text)) {
        return "fbx";
    }
    if (/^<(!doctype html|html|head|body)\b/i.test(text)) {
        return "html";
    }
    if (text.startsWith("<")) {
        return "xml";
    }
    return /^[{[]/.test(text) ? "json" : "unknown";
}

const names: Record<FileFormat, string> = {
    glb: "a GLB model",
    fbx: "an FBX model",
    gzip: "a gzip archive",
    zip: "a ZIP archive",
    html: "a web page (HTML)",
    xml: "an XML document",
    json: "a JSON document",
    image: "a picture",
    empty: "an empty file",
    unknown: "something unknown",
};

/** The format in words, with its article. */
export function formatName(format: FileFormat): string {
    return names[format];
}
