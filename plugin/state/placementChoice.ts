import { z } from "zod";
import type { Facing, Placement, Size } from "../scene/placement";
import { initialUse, useChoiceSchema } from "./useChoice";

const placementChoiceSchema = z.object({
    where: z.enum(["camera", "origin"]),
    size: z.enum(["file", "height", "width", "depth", "longest"]),
    metres: z.number(),
    facing: z.enum(["camera", "away", "heading", "file"]),
    /** Degrees about the vertical axis, for `heading`. */
    heading: z.number(),
    front: z.enum(["model", "+X", "-X", "+Z", "-Z"]),
    /** Scene units in one metre. */
    unitsPerMetre: z.number(),
    // Records from before this was asked for do not have it.
    use: useChoiceSchema.default(initialUse),
});

/** What the designer chose for the place; each part keeps its value while another mode is chosen. */
export type PlacementChoice = z.infer<typeof placementChoiceSchema>;

export const initialPlacement: PlacementChoice = {
    where: "camera",
    size: "file",
    metres: 1,
    facing: "camera",
    heading: 0,
    front: "model",
    unitsPerMetre: 1,
    use: initialUse,
};

/** The choice in a record; one that cannot be read is the usual one. */
export function readPlacementChoice(stored: unknown): PlacementChoice {
    return placementChoiceSchema.safeParse(stored).data ?? initialPlacement;
}

/** The chosen placement as the scene takes it. */
export function toPlacement(choice: PlacementChoice): Placement {
    return {
        size: toSize(choice),
        facing: toFacing(choice),
        unitsPerMetre: choice.unitsPerMetre,
        ...(choice.where === "origin" && { position: { x: 0, y: 0, z: 0 } }),
        ...(choice.front !== "model" && { front: choice.front }),
    };
}

/** Why a placement cannot be meant: refused before the payment, not after it. */
export function placementIssue({ size, metres, facing, heading, unitsPerMetre }: PlacementChoice): string | undefined {
    const isLength = (value: number) => value > 0 && Number.isFinite(value);
    if (size !== "file" && !isLength(metres)) {
        return "The size in metres has to be above 0.";
    }
    if (!isLength(unitsPerMetre)) {
        return "The units per metre have to be above 0.";
    }
    return facing === "heading" && !Number.isFinite(heading) ? "The heading is not a number of degrees." : undefined;
}

function toSize({ size, metres }: PlacementChoice): Size {
    return size === "file" ? { mode: "file" } : { mode: size, metres };
}

function toFacing({ facing, heading }: PlacementChoice): Facing {
    return facing === "heading" ? { mode: "heading", radians: (heading * Math.PI) / 180 } : { mode: facing };
}
