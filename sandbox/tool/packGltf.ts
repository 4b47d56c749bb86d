import { z } from "zod";
import { isElsewhere, missingParts } from "./fileAddresses";
import { SceneFileError, type SceneFiles } from "./sceneFiles";
import { writeGlb } from "./writeGlb";

const viewSchema = z.looseObject({ buffer: z.number(), byteOffset: z.number().optional() });

const gltfSchema = z.looseObject({
    asset: z.looseObject({ version: z.string() }),
    buffers: z.array(z.looseObject({ uri: z.string().optional(), byteLength: z.number() })).optional(),
    bufferViews: z.array(viewSchema.extend({ extensions: z.record(z.string(), z.unknown()).optional() })).optional(),
    images: z.array(z.looseObject({ uri: z.string().optional(), mimeType: z.string().optional() })).optional(),
});

type Gltf = z.infer<typeof gltfSchema>;

/**
 * One GLB of a .gltf and the files beside it, to be checked and loaded as any other. No address is followed.
 * @throws {SceneFileError} when parts are missing or elsewhere, or it is no glTF
 */
export async function packGltf({ main, find }: Pick<SceneFiles, "main" | "find">): Promise<Uint8Array<ArrayBuffer>> {
    const gltf = parse(await main.text(), main.name);
    const { buffers = [], images = [] } = gltf;
    const parts = new Map<string, File>();
    const addresses = [...buffers, ...images].flatMap(({ uri }) => uri ?? []).filter((uri) => !/^data:/i.test(uri));
    if (addresses.some(isElsewhere)) {
        throw new SceneFileError(`${main.name} needs files from the internet, which are not fetched.`);
    }
    for (const address of addresses) {
        const file = find(address);
        if (file !== undefined) {
            parts.set(address, file);
        }
    }
    const missing = addresses.filter((address) => !parts.has(address));
    if (missing.length > 0) {
        throw new SceneFileError(missingParts(main.name, missing));
    }
    return await pack(gltf, parts);
}

function parse(text: string, name: string): Gltf {
    try {
        return gltfSchema.parse(JSON.parse(text));
    } catch {
        throw new SceneFileError(`${name} is not a glTF file, or is damaged.`);
    }
}

/** Puts all data one after the other, and what pointed to it in its new place. */
async function pack(gltf: Gltf, parts: ReadonlyMap<string, File>): Promise<Uint8Array<ArrayBuffer>> {
    const chunks: Blob[] = [];
    let size = 0;
    const append = (data: Blob): number => {
        const start = size;
        // Everything begins at a multiple of four, as glTF asks for.
        chunks.push(data, new Blob([new Uint8Array(-data.size & 3)]));
        size += data.size + (-data.size & 3);
        return start;
    };
    const contentAt = (uri: string) => parts.get(uri) ?? fromDataUri(uri);
    // Those without an address hold nothing: a compressed view is unpacked into them.
    const starts = await mapInTurn(gltf.buffers ?? [], async ({ uri }) =>
        uri === undefined ? undefined : append(await contentAt(uri)),
    );
    const empty = (gltf.buffers ?? []).filter(({ uri }) => uri === undefined);
    const move = <View extends z.infer<typeof viewSchema>>(view: View): View => {
        const start = starts[view.buffer];
        const emptyAt = starts.slice(0, view.buffer).filter((other) => other === undefined).length;
        return start === undefined
            ? { ...view, buffer: emptyAt + 1 }
            : { ...view, buffer: 0, byteOffset: start + (view.byteOffset ?? 0) };
    };
    const views: unknown[] = (gltf.bufferViews ?? []).map(({ extensions, ...view }) => ({
        ...move(view),
        ...(extensions && { extensions: moveExtensions(extensions, move) }),
    }));
    const images = await mapInTurn(gltf.images ?? [], async ({ uri, ...image }) => {
        if (uri === undefined) {
            return image;
        }
        const content = await contentAt(uri);
        views.push({ buffer: 0, byteOffset: append(content), byteLength: content.size });
        return { ...image, bufferView: views.length - 1, mimeType: image.mimeType ?? pictureType(uri, content) };
    });
    const json = {
        ...gltf,
        ...(size + empty.length > 0 && { buffers: [{ byteLength: size }, ...empty] }),
        ...(views.length > 0 && { bufferViews: views }),
        ...(images.length > 0 && { images }),
    };
    return writeGlb(json, new Uint8Array(await new Blob(chunks).arrayBuffer()));
}

/** Compressed views say in an extension of theirs where their data is. */
function moveExtensions(
    extensions: Record<string, unknown>,
    move: <View extends z.infer<typeof viewSchema>>(view: View) => View,
): Record<string, unknown> {
    const moved = Object.entries(extensions).map(([name, value]) => {
        const view = viewSchema.safeParse(value).data;
        return [name, view ? move(view) : value] as const;
    });
    return Object.fromEntries(moved);
}

/** No request leaves: the address is the data. */
async function fromDataUri(uri: string): Promise<Blob> {
    try {
        return await (await fetch(uri)).blob();
    } catch {
        throw new SceneFileError("The glTF file is damaged: data in it cannot be read.");
    }
}

function pictureType(uri: string, { type }: Blob): string {
    const ending = /\.(\w+)$/.exec(uri)?.[1]?.toLowerCase();
    return type.startsWith("image/") ? type : ending === "jpg" ? "image/jpeg" : `image/${ending ?? "png"}`;
}

async function mapInTurn<From, To>(list: readonly From[], work: (item: From) => Promise<To>): Promise<To[]> {
    const results: To[] = [];
    for (const item of list) {
        results.push(await work(item));
    }
    return results;
}
