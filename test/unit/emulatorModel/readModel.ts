import { createRequire } from "node:module";
import { type Document, NodeIO } from "@gltf-transform/core";
import { z } from "zod";

/** The only primitive of each mesh of a GLB, as plain arrays. */
export interface ReadPart {
    readonly name: string;
    readonly positions: ArrayLike<number>;
    readonly normals: ArrayLike<number>;
    readonly uvs: ArrayLike<number> | undefined;
    readonly indices: ArrayLike<number>;
}

export async function readGlb(bytes: Uint8Array): Promise<{ document: Document; parts: ReadPart[] }> {
    const document = await new NodeIO().readBinary(bytes);
    const parts = document
        .getRoot()
        .listNodes()
        .flatMap((node) => {
            const [primitive] = node.getMesh()?.listPrimitives() ?? [];
            const read = (name: string) => primitive?.getAttribute(name)?.getArray() ?? undefined;
            return primitive
                ? [
                      {
                          name: node.getName(),
                          positions: read("POSITION") ?? [],
                          normals: read("NORMAL") ?? [],
                          uvs: read("TEXCOORD_0"),
                          indices: primitive.getIndices()?.getArray() ?? [],
                      },
                  ]
                : [];
        });
    return { document, parts };
}

const validationReport = z.object({
    issues: z.object({
        numErrors: z.number(),
        messages: z.array(z.object({ code: z.string(), severity: z.number(), pointer: z.string().optional() })),
    }),
});
/** The Khronos validator comes without types. */
const validator = z
    .object({
        validateBytes: z.custom<(bytes: Uint8Array) => Promise<unknown>>((value) => typeof value === "function"),
    })
    .parse(createRequire(import.meta.url)("gltf-validator"));

/** The codes of all errors and warnings the Khronos validator has for a GLB. */
export async function findFaults(glb: Uint8Array): Promise<string[]> {
    const { issues } = validationReport.parse(await validator.validateBytes(glb));
    return issues.messages.filter(({ severity }) => severity <= 1).map(({ code }) => code);
}

/** Normal-mapped models without tangents get this one warning; the service's own files get it as well. */
export const USUAL_WARNING = "MESH_PRIMITIVE_GENERATED_TANGENT_SPACE";
