import { z } from "zod";
import type { Facing, Placement, Size } from "../scene/placement";
import { initialUse, useChoiceSchema } from "./useChoice";

const placementChoiceSchema = z.object({
    /** `under` and `replace` mean the selected node, and so does what begins with `match` below. */
    where: z.enum(["camera", "origin", "point", "under", "replace"]),
    size: z.enum(["file", "height", "width", "depth", "longest", "matchLongest", "matchHeight"]),
    metres: z.number(),
    facing: z.enum(["camera", "away", "heading", "file", "match"]),
    /** Degrees about the vertical axis, for `heading`. */
    heading: z.number(),
    front: z.enum(["model", "+X", "-X", "+Z", "-Z"]),
    /** Scene units in one metre. */
    unitsPerMetre: z.number(),
    /** For `point`, scene units: where a picture was dropped last. */
    point: z.object({ x: z.number(), y: z.number(), z: z.number() }).optional(),
    /** Which nodes were meant when it was generated, by their unique ids in that scene. */
    parent: z.number().optional(),
    replaces: z.number().optional(),
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

/** The same for the form: nodes that were meant then are not meant now. */
export function choiceForForm({ parent, replaces, ...choice }: PlacementChoice): PlacementChoice {
    return choice;
}

/** The chosen placement as the scene takes it, but for the nodes. What would need a selection has the usual value. */
export function toPlacement(choice: PlacementChoice): Placement {
    return {
        size: toSize(choice),
        facing: toFacing(choice),
        unitsPerMetre: choice.unitsPerMetre,
        ...(choice.where === "camera" && { stepAside: true }),
        ...(choice.where === "origin" && { position: { x: 0, y: 0, z: 0 } }),
        ...(choice.where === "point" && choice.point && { position: choice.point }),
        ...(choice.front !== "model" && { front: choice.front }),
    };
}

/** What stands in another node's place is as large, and looks the same way, unless the designer chooses otherwise. */
export const inSelectedPlace = { where: "replace", size: "matchLongest", facing: "match" } as const;

/** True when what is selected in the scene decides where or how the model stands. */
export function needsSelection({ where, size, facing }: PlacementChoice): boolean {
    return where === "under" || where === "replace" || size.startsWith("match") || facing === "match";
}

/** Why a placement cannot be meant: refused before the payment, not after it. */
export function placementIssue({ size, metres, facing, heading, unitsPerMetre }: PlacementChoice): string | undefined {
    const isLength = (value: number) => value > 0 && Number.isFinite(value);
    if (isMeasured(size) && !isLength(metres)) {
        return "The size in metres has to be above 0.";
    }
    if (!isLength(unitsPerMetre)) {
        return "The units per metre have to be above 0.";
    }
    return facing === "heading" && !Number.isFinite(heading) ? "The heading is not a number of degrees." : undefined;
}

/** True for sizes that are given in metres. */
export function isMeasured(size: PlacementChoice["size"]): size is Exclude<Size["mode"], "file"> {
    return size !== "file" && size !== "matchLongest" && size !== "matchHeight";
}

function toSize({ size, metres }: PlacementChoice): Size {
    return isMeasured(size) ? { mode: size, metres } : { mode: "file" };
}

function toFacing({ facing, heading }: PlacementChoice): Facing {
    if (facing === "heading") {
        return { mode: "heading", radians: (heading * Math.PI) / 180 };
    }
    return { mode: facing === "match" ? "camera" : facing };
}
