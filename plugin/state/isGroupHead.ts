import { type GenerationRecord, placeOf } from "../generation/generationRecord";

/** True for the first entry of the list among those that share a place in the scene, which is there for all of them. */
export function isGroupHead(record: GenerationRecord, generations: readonly GenerationRecord[]): boolean {
    return generations.find((other) => placeOf(other) === placeOf(record)) === record;
}
