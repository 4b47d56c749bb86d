import { type Document, GLB_BUFFER, type JSONDocument, Logger, WebIO } from "@gltf-transform/core";
import { ALL_EXTENSIONS } from "@gltf-transform/extensions";
import { MeshoptDecoder } from "meshoptimizer/decoder";
import { MeshoptSimplifier } from "meshoptimizer/simplifier";
import { isUnderstood } from "../checkExtensions";
import type { ModelReport } from "../modelReport";
import { readGlb } from "../readGlb";
import { applyRepairs } from "../repairs";

/** What a file may be packed with, and what packs it. */
const packings: Record<string, string> = { KHR_draco_mesh_compression: "Draco", EXT_meshopt_compression: "meshopt" };

/** Makes Draco's decoder module, as its `createDecoderModule` does. */
export type DracoLoader = () => Promise<unknown>;

/** The names of what a file is packed with, which a page needs a decoder for. */
export function packingsOf({ extensions }: Pick<ModelReport, "extensions">): string[] {
    return extensions.flatMap((extension) => packings[extension] ?? []);
}

/** The first extension whose data would be lost, or might not fit any more, when the file is written anew. */
export function lostExtension({ extensions }: Pick<ModelReport, "extensions">): string | undefined {
    const kept = ALL_EXTENSIONS.map(({ EXTENSION_NAME }) => EXTENSION_NAME);
    return extensions.find((name) => !isUnderstood(name) || !kept.includes(name));
}

/**
 * Reads a model file that has passed the check, unpacked and repaired as its report says, and readies the simplifier.
 * What is packed with Draco needs its decoder. Throws when something in the file cannot be unpacked.
 */
export async function openModel(bytes: Uint8Array, report: ModelReport, loadDraco?: DracoLoader): Promise<Document> {
    await Promise.all([MeshoptSimplifier.ready, MeshoptDecoder.ready]);
    const parts = readGlb(bytes).value;
    if (!parts) {
        throw new Error("The model file cannot be read.");
    }
    applyRepairs(parts.json, report.repairs);
    // The check has found the file's JSON to be glTF, and both are copied before they are changed.
    const json = parts.json as JSONDocument["json"];
    const binary = parts.binary as Uint8Array<ArrayBuffer> | undefined;
    const io = createIo();
    // The library keeps what it is given for ever, and with the decoder all that it has ever held.
    const lent = packingsOf(report).includes("Draco") ? Object.create((await loadDraco?.()) ?? null) : undefined;
    if (lent) io.registerDependencies({ "draco3d.decoder": lent });
    const document = await io.readJSON({ json, resources: binary ? { [GLB_BUFFER]: binary } : {} });
    if (lent) Object.setPrototypeOf(lent, null);
    if (report.generator !== undefined) {
        // It tells where the front is.
        document.getRoot().getAsset().generator = report.generator;
    }
    return document;
}

/** Writes a model file that needs no decoder. The document cannot be written again afterwards. */
export async function writeModel(document: Document): Promise<Uint8Array<ArrayBuffer>> {
    const root = document.getRoot();
    for (const extension of root.listExtensionsUsed()) {
        if (extension.extensionName in packings) extension.dispose();
    }
    // A GLB has one buffer.
    const [buffer = document.createBuffer(), ...others] = root.listBuffers();
    for (const accessor of root.listAccessors()) accessor.setBuffer(buffer);
    for (const other of others) other.dispose();
    return createIo().writeBinary(document);
}

function createIo(): WebIO {
    return new WebIO()
        .setLogger(new Logger(Logger.Verbosity.SILENT))
        .registerExtensions(ALL_EXTENSIONS)
        .registerDependencies({ "meshopt.decoder": MeshoptDecoder });
}
