import { describe, expect, it } from "vitest";
import { checkPlacement } from "../../../plugin/scene/placement";
import {
    initialPlacement,
    type PlacementChoice,
    placementIssue,
    readPlacementChoice,
    toPlacement,
} from "../../../plugin/state/placementChoice";

const choice = (changes: Partial<PlacementChoice>) => ({ ...initialPlacement, ...changes });

describe("toPlacement", () => {
    it.each<[Partial<PlacementChoice>, object]>([
        [{}, { size: { mode: "file" }, facing: { mode: "camera" }, unitsPerMetre: 1 }],
        [{ size: "height", metres: 2 }, { size: { mode: "height", metres: 2 } }],
        [{ facing: "heading", heading: 90 }, { facing: { mode: "heading", radians: Math.PI / 2 } }],
        [{ facing: "away" }, { facing: { mode: "away" } }],
        [{ where: "origin" }, { position: { x: 0, y: 0, z: 0 } }],
        [
            { front: "-Z", unitsPerMetre: 100 },
            { front: "-Z", unitsPerMetre: 100 },
        ],
    ])("makes %o a placement the scene takes", (changes, expected) => {
        const placement = toPlacement(choice(changes));
        expect(placement).toMatchObject(expected);
        expect(() => checkPlacement(placement)).not.toThrow();
    });

    it("leaves the place to the camera and the front to the model unless one is chosen", () => {
        expect(Object.keys(toPlacement(initialPlacement)).sort()).toEqual([
            "facing",
            "size",
            "stepAside",
            "unitsPerMetre",
        ]);
    });
});

describe("placementIssue", () => {
    it.each<[string, Partial<PlacementChoice>]>([
        ["The size in metres has to be above 0.", { size: "height", metres: 0 }],
        ["The size in metres has to be above 0.", { size: "width", metres: -1 }],
        ["The size in metres has to be above 0.", { size: "longest", metres: Number.NaN }],
        ["The size in metres has to be above 0.", { size: "depth", metres: Number.POSITIVE_INFINITY }],
        ["The units per metre have to be above 0.", { unitsPerMetre: Number.NaN }],
        ["The units per metre have to be above 0.", { unitsPerMetre: 0 }],
        ["The heading is not a number of degrees.", { facing: "heading", heading: Number.NaN }],
    ])("says before the payment: %s (%o)", (words, changes) => {
        expect(placementIssue(choice(changes))).toBe(words);
    });

    it("does not mind what is not asked for", () => {
        expect(placementIssue(choice({ metres: 0, heading: Number.NaN }))).toBeUndefined();
    });
});

describe("readPlacementChoice", () => {
    it("gives back what was stored", () => {
        const stored = choice({ size: "height", metres: 2, facing: "heading", heading: 45 });
        expect(readPlacementChoice(JSON.parse(JSON.stringify(stored)))).toEqual(stored);
    });

    it.each([undefined, null, {}, "height", choice({ metres: Number.NaN }), { ...initialPlacement, size: "weight" }])(
        "takes the usual one for %o, which it cannot read",
        (stored) => {
            expect(readPlacementChoice(stored)).toEqual(initialPlacement);
        },
    );
});
