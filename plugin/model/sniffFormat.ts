import type { FileFormat } from "./modelReport";

const signatures: [FileFormat, number[]][] = [
    ["glb", [0x67, 0x6c, 0x54, 0x46]],
    ["gzip", [0x1f, 0x8b]],
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
    if (/^<!doctype html|^<html|^<head|^<body/i.test(text)) {
        return "html";
    }
    if (text.startsWith("<")) {
        return "xml";
    }
    return /^[{[]/.test(text) ? "json" : "unknown";
}
