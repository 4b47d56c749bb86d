import { existsSync, readFileSync } from "node:fs";
import { inspectModel } from "../../plugin/model/inspectModel";
import { optimiseSettingsSchema } from "../../plugin/model/optimisedModel";
import { cachedFile } from "./cachedFile";
import type { SubjectAddress } from "./importPage/importPage";
import { type ModelRecipe, makeModel } from "./makeModel";

/** A file whose import is measured, and a small one that warms the page up for it. */
export interface ImportCase {
    id: string;
    path: string;
    /** About. */
    triangles: number;
    /** More than the default budget, so that it comes in lighter than it is. */
    isOverBudget: boolean;
    place: Omit<SubjectAddress, "url">;
    warmUp: string;
}

const budget = optimiseSettingsSchema.parse({});

const samples = "../shared/samples/models";
const sampleNames = ["trellis-5k-no-normals", "rodin-36k-1k-pbr", "tripo-65k-2k-pbr"];

/** Each size, each texture size and each packing meets the others at least once; not all of them do. */
const recipes: readonly ModelRecipe[] = [
    { triangles: 5000, textureSide: 1024, packing: "raw" },
    { triangles: 100_000, textureSide: 1024, packing: "meshopt" },
    { triangles: 100_000, textureSide: 2048, packing: "raw" },
    { triangles: 100_000, textureSide: 2048, packing: "draco" },
    { triangles: 400_000, textureSide: 2048, packing: "raw" },
    { triangles: 400_000, textureSide: 2048, packing: "meshopt" },
    { triangles: 400_000, textureSide: 4096, packing: "draco" },
    { triangles: 1_600_000, textureSide: 4096, packing: "raw" },
    { triangles: 1_600_000, textureSide: 4096, packing: "meshopt" },
    { triangles: 1_600_000, textureSide: 2048, packing: "draco" },
];

/** The cases whose id begins so, smallest first; those of the samples only where these are. */
export async function importCases(only: string): Promise<ImportCase[]> {
    const ofSamples = sampleNames
        .map((name) => ({ id: `import-${name}`, path: `${samples}/${name}.glb` }))
        .filter(({ id, path }) => id.startsWith(only) && existsSync(path))
        // Its own warm-up, because its shader is like no other's.
        .map(async (file) => describe(file, file.path));
    const made = recipes
        .map((recipe) => ({ id: `import-${nameOf(recipe)}`, recipe }))
        .filter(({ id }) => id.startsWith(only))
        .map(async ({ id, recipe }) => ({
            ...describe({ id, path: await pathOf(recipe) }, await warmUpFor(recipe.packing)),
            triangles: recipe.triangles,
        }));
    return Promise.all([...ofSamples, ...made]);
}

const warmUpFor = (packing: ModelRecipe["packing"]) => pathOf({ triangles: 5000, textureSide: 1024, packing });

const pathOf = (recipe: ModelRecipe) => cachedFile(`${nameOf(recipe)}.glb`, () => makeModel(recipe));

function nameOf({ triangles, textureSide, packing }: ModelRecipe): string {
    return `${triangles / 1000}k-${textureSide / 1024}k-${packing}`;
}

function describe({ id, path }: { id: string; path: string }, warmUp: string): ImportCase {
    const { triangles, textureMemory, bounds } = inspectModel(readFileSync(path));
    // What the emulator makes is one metre high around the origin; packed, its bounds are not in the file.
    const { min, max } = bounds ?? { min: [-0.25, -0.5, -0.25], max: [0.25, 0.5, 0.25] };
    const [x, y, z] = [0, 1, 2].map((axis) => ((min[axis] ?? 0) + (max[axis] ?? 0)) / 2);
    const length = Math.max(...max.map((most, axis) => most - (min[axis] ?? 0)));
    const place = { centre: [x ?? 0, y ?? 0, z ?? 0], base: min[1] ?? 0, length } as const;
    const isOverBudget = triangles > budget.triangles || textureMemory > budget.textureMemory;
    return { id, path, triangles, isOverBudget, place, warmUp };
}
