import type { Gltf } from "./gltfSchema";
import type { ModelData } from "./modelData";
import { type AccessorReader, blockSize, type Numbers, openAccessor } from "./readAccessor";

/** What the numbers of an accessor really are, each component for itself. */
export interface AccessorFacts {
    /** No number is infinite or not a number. */
    isFinite: boolean;
    /** No component is less than in the element before. */
    isAscending: boolean;
    min: number[];
    max: number[];
}

/** Gives the facts of an accessor by its index; undefined when its numbers are packed or not there. */
export type AccessorMeter = (index: number) => AccessorFacts | undefined;

/** Measures each accessor at most once, however many parts of the file use it. */
export function createAccessorMeter(gltf: Gltf, data: ModelData): AccessorMeter {
    const known = new Map<number, AccessorFacts | undefined>();
    return (index) => {
        if (!known.has(index)) {
            const reader = openAccessor(gltf, data, index);
            known.set(index, reader && measureAccessor(reader));
        }
        return known.get(index);
    };
}

function measureAccessor({ count, components, read }: AccessorReader): AccessorFacts {
    const list = (value: number) => new Array<number>(components).fill(value);
    const facts = { isFinite: true, isAscending: true, min: list(Infinity), max: list(-Infinity) };
    const last = list(-Infinity);
    for (let first = 0; first < count; first += blockSize) {
        const numbers = read(first, Math.min(blockSize, count - first));
        for (let component = 0; component < components; component++) {
            last[component] = addComponent(facts, numbers, component, last[component] ?? 0);
        }
    }
    return facts;
}

/** Adds one component of some elements, and returns its last number. */
function addComponent(facts: AccessorFacts, numbers: Numbers, component: number, last: number): number {
    const components = facts.min.length;
    let low = facts.min[component] ?? 0;
    let high = facts.max[component] ?? 0;
    let before = last;
    let odd = 0;
    let isAscending = facts.isAscending;
    for (let at = component; at < numbers.length; at += components) {
        const value = numbers[at] ?? 0;
        if (value < low) low = value;
        if (value > high) high = value;
        if (value < before) isAscending = false;
        before = value;
        odd += value - value; // stays 0 as long as all are finite
    }
    facts.min[component] = low;
    facts.max[component] = high;
    facts.isAscending = isAscending;
    facts.isFinite &&= odd === 0;
    return before;
}
