import type { StandInMesh } from "../../../plugin/standIn/standInMesh";
import type { Textures } from "./paintTextures";
import type { LinearColour } from "./plainColours";

/** Everything a model file holds, before it is written in either format. */
export interface ModelContent {
    /** In the shape of a UUID. */
    readonly id: string;
    /** One mesh, or one for each part. */
    readonly meshes: readonly StandInMesh[];
    /** Without textures the model has plain colours and no texture coordinates. */
    readonly textures?: Textures | undefined;
    /** The plain colour of each mesh; empty when there are textures. */
    readonly colours: readonly LinearColour[];
}

/** What the files name as their maker. */
export const GENERATOR = "babylon-scenario emulator";

/** Texture coordinates of a mesh within the part of the picture that its textures show. */
export function textureCoordinates(mesh: StandInMesh, { frame }: Textures): Float32Array {
    return mesh.uvs.map((value, i) =>
        i % 2 === 0 ? (value - frame.left) / frame.width : (value - frame.top) / frame.height,
    );
}

/** The service names the root node of each model after an id. */
export function rootName({ id }: ModelContent): string {
    return `tripo_node_${id}`;
}
