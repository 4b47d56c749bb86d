import { describe, expect, it } from "vitest";
import { embedTextures } from "../../../sandbox/tool/embedTextures";

const texture = (entries: object) => ({ coordinatesMode: 0, ...entries });
const none = () => undefined;

describe("the textures of a .babylon file", () => {
    it("that are in it stay, without the address they once had", async () => {
        const json = {
            materials: [
                {
                    diffuseTexture: texture({
                        name: "a.png",
                        url: "https://a.example/",
                        base64String: "data:image/png;base64,AA",
                    }),
                },
            ],
        };
        expect(await embedTextures(json, none)).toEqual([]);
        expect(json).toEqual({
            materials: [{ diffuseTexture: texture({ name: "a.png", base64String: "data:image/png;base64,AA" }) }],
        });
    });

    it("that are in files beside it are put into it", async () => {
        const bytes = new Uint8Array(100_000).map((_, at) => at % 251);
        const file = new File([bytes], "a.jpg", { type: "image/jpeg" });
        const json = { lightmapTexture: texture({ name: "textures/a.jpg" }) };
        const asked: string[] = [];
        const find = (address: string) => {
            asked.push(address);
            return file;
        };
        expect(await embedTextures(json, find)).toEqual([]);
        expect(asked).toEqual(["textures/a.jpg"]);
        const base64String = `data:image/jpeg;base64,${Buffer.from(bytes).toString("base64")}`;
        expect(json.lightmapTexture).toEqual(texture({ name: "textures/a.jpg", base64String }));
    });

    it("whose address is their data keep it", async () => {
        const json = { a: texture({ name: "", url: "data:image/png;base64,AA" }) };
        expect(await embedTextures(json, none)).toEqual([]);
        expect(json.a).toMatchObject({ base64String: "data:image/png;base64,AA" });
    });

    it.each([
        ["elsewhere", { name: "https://a.example/b.png" }],
        ["in no file that is here", { name: "b.png" }],
        ["a film", { name: "b.mp4", isVideo: true, base64String: "data:video/mp4;base64,AA" }],
        ["a surrounding", { name: "b.env", isCube: true }],
        ["behind an address that only looks like data", { name: "b.png", base64String: "https://a.example/data:" }],
    ])("are left out when they are %s, and named", async (_, entries) => {
        const json = { materials: [{ layers: { deep: [{ bumpTexture: texture(entries) }] } }] };
        expect(await embedTextures(json, none)).toEqual([
            `Left out, because they are not beside the scene: ${entries.name}.`,
        ]);
        expect(JSON.stringify(json)).not.toContain(entries.name);
    });

    it("are left out when they make no sense, whatever else marks them", async () => {
        const json = {
            a: { isVideo: true, url: "https://a.example/b.mp4" },
            bumpTexture: { src: "https://a.example/b" },
        };
        expect(await embedTextures(json, none)).toHaveLength(1);
        expect(json).toEqual({ a: null, bumpTexture: null });
    });

    it("are looked for wherever they are, but not in what designers noted", async () => {
        const metadata = { note: texture({ name: "https://a.example/b.png" }) };
        const json = { meshes: [{ metadata }] };
        expect(await embedTextures(json, none)).toEqual([]);
        expect(json.meshes[0]?.metadata).toBe(metadata);
    });

    it("include the surrounding of the whole scene", async () => {
        const json = { environmentTexture: "https://a.example/studio.env" };
        expect(await embedTextures(json, none)).toHaveLength(1);
        expect(json).toEqual({});
    });
});
