import { highestSeed } from "../generation/tripoGeneration";
import type { PaneState } from "./paneState";

/** How many variants one press can ask for. */
export const mostVariants = 4;

/** How many generations one press asks for. A model without a seed would make the same again. */
export function variantCount({ variants, model }: Pick<PaneState, "variants" | "model">): number {
    return hasSeed(model) ? variants : 1;
}

export function hasSeed({ inputs }: PaneState["model"]): boolean {
    return inputs.some(({ name }) => name === "seed");
}

/** What was chosen, as a number of variants that can be asked for. */
export function toVariantCount(value: number): number {
    return Number.isFinite(value) ? Math.min(mostVariants, Math.max(1, Math.round(value))) : 1;
}

/** What is on screen, once for each variant: the designer's own seed comes first, the others are drawn by lot. */
export function variantStates(state: PaneState): readonly PaneState[] {
    const count = variantCount(state);
    const withSeed = (seed: number) => ({ ...state, options: { ...state.options, seed } });
    return count === 1 ? [state] : chooseSeeds(count, state.options.seed).map(withSeed);
}

function chooseSeeds(count: number, own: unknown): readonly number[] {
    const seeds = new Set(typeof own === "number" ? [own] : []);
    while (seeds.size < count) {
        const [random = 0] = crypto.getRandomValues(new Uint32Array(1));
        seeds.add(random % (highestSeed + 1));
    }
    return [...seeds];
}
