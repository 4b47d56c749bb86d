import { describe, expect, it } from "vitest";
import { sniffFormat } from "../../plugin/fileFormat";

describe("the format of a file", () => {
    const bytes = (text: string) => new TextEncoder().encode(text);
    it.each([
        ["glb", bytes("glTF\u0002\0\0\0")],
        ["fbx", bytes("Kaydara FBX Binary  \0")],
        ["html", bytes("  <!DOCTYPE html><p>")],
        ["html", bytes("<html>")],
        ["html", bytes("\ufeff<html>")],
        ["fbx", bytes("; FBX 7.4.0 project file")],
        ["image", bytes("GIF89a")],
        ["xml", bytes('<?xml version="1.0"?><Error/>')],
        ["json", bytes('{"reason":"x"}')],
        ["gzip", Uint8Array.of(0x1f, 0x8b, 8)],
        ["zip", bytes("PK\u0003\u0004")],
        ["image", Uint8Array.of(0x89, 0x50, 0x4e, 0x47)],
        ["image", Uint8Array.of(0xff, 0xd8, 0xff)],
        ["image", bytes("RIFF\0\0\0\0WEBP")],
        ["empty", new Uint8Array()],
        ["unknown", bytes("o cube")],
        ["unknown", Uint8Array.of(0)],
    ] as const)("%s is recognised by its first bytes", (format, file) => {
        expect(sniffFormat(file)).toBe(format);
    });
});
