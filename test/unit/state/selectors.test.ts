import { describe, expect, it } from "vitest";
import { GenerationError } from "../../../plugin/errors";
import { tripoDefaults, tripoRequest } from "../../../plugin/scenario/tripo";
import { checkPlacement } from "../../../plugin/scene/placement";
import {
    initialPlacement,
    type OptionValues,
    type PaneState,
    type PlacementChoice,
} from "../../../plugin/state/paneState";
import { generateButton, optionIssues, requestKey, toPlacement } from "../../../plugin/state/selectors";
import { aRequest, madeGeneration, phaseNames, phases, pricedState, readyPicture } from "./paneFixtures";

const error = new GenerationError("It broke.", { kind: "network", spending: "none", advice: "Try again." });
const choice = (changes: Partial<PlacementChoice>) => ({ placement: { ...initialPlacement, ...changes } });
const optionsOf = (changes: OptionValues) => ({
    options: { ...pricedState().options, ...changes },
});

describe("generateButton", () => {
    it("carries the price and says what it is for", () => {
        expect(generateButton(pricedState())).toEqual({
            label: "Generate · 45 CU",
            enabled: true,
            hint: "The price for exactly what is on screen.",
        });
    });

    it("says that the emulator spends nothing, and only then", () => {
        const hint = (spends: boolean) => generateButton(pricedState({ connection: { name: "x", spends } })).hint;
        expect(hint(false)).toBe("Emulated: nothing is spent.");
        expect(hint(true)).toBe("The price for exactly what is on screen.");
    });

    it.each([
        [0, "0 CU"],
        [12.5, "12.5 CU"],
        [7.005, "7 CU"],
        [1 / 3, "0.33 CU"],
        [1500, "1500 CU"],
    ])("shows a price of %d as %s", (cost, words) => {
        const quote = {
            status: "ready",
            cost,
            request: aRequest,
            requestKey: requestKey(pricedState()) ?? "",
        } as const;
        expect(generateButton(pricedState({ quote })).label).toBe(`Generate · ${words}`);
    });

    it.each<[string, Partial<PaneState>]>([
        ["Choose a picture first.", { picture: { status: "none" } }],
        ["Choose a picture first.", { picture: { status: "refused", error } }],
        ["Reading the picture…", { picture: { status: "reading" } }],
        ["Uploading the picture to ask for the price · 50 %…", { quote: { status: "uploading", loaded: 1, total: 2 } }],
        ["Asking for the price…", { quote: { status: "asking" } }],
        ["Asking for the price…", { quote: { status: "none" } }],
        ["No price, so nothing can be generated.", { quote: { status: "failed", error } }],
        ["Generate parts does not go together with texture. Turn texture off.", optionsOf({ generateParts: true })],
        ["The size in metres has to be above 0.", choice({ size: "height", metres: 0 })],
        ["The size in metres has to be above 0.", choice({ size: "depth", metres: Number.POSITIVE_INFINITY })],
        ["The units per metre have to be above 0.", choice({ unitsPerMetre: Number.NaN })],
        ["The heading is not a number of degrees.", choice({ facing: "heading", heading: Number.NaN })],
    ])("is disabled and says: %s", (hint, changes) => {
        expect(generateButton(pricedState(changes))).toEqual({ label: "Generate", enabled: false, hint });
    });

    it("does not mind a size that is not asked for", () => {
        expect(generateButton(pricedState(choice({ metres: 0, heading: Number.NaN }))).enabled).toBe(true);
    });

    it.each(phaseNames)("lets the same request be paid again beside one in %s only when that is over", (name) => {
        const { quote } = pricedState();
        const key = quote.status === "ready" ? quote.requestKey : "";
        const button = (twinKey: string) =>
            generateButton(
                pricedState({ generations: [madeGeneration({ requestKey: twinKey, phase: phases[name] })] }),
            );
        expect(button(key).enabled).toBe(name === "placed" || name === "failed");
        expect(button("another request").enabled).toBe(true);
    });
});

describe("requestKey", () => {
    it("is the same for options that mean the same, and another for every other", () => {
        const keyOf = (options: OptionValues, contentHash = "c0ffee") =>
            requestKey(
                pricedState({
                    ...optionsOf(options),
                    picture: { ...readyPicture, image: { ...readyPicture.image, contentHash } },
                }),
            );
        const key = keyOf({});
        expect(keyOf({ seed: undefined })).toBe(key);
        expect(keyOf({}, "another picture")).not.toBe(key);
        expect(keyOf({ seed: 1 })).not.toBe(key);
        expect(keyOf({ quad: true })).not.toBe(key);
    });

    it("stays the same when the picture has to be uploaded again", () => {
        const quote = {
            status: "ready",
            cost: 45,
            request: tripoRequest("asset_2", tripoDefaults),
            requestKey: "old",
        } as const;
        expect(requestKey(pricedState({ quote }))).toBe(requestKey(pricedState()));
    });

    it("does not exist without a picture", () => {
        expect(requestKey(pricedState({ picture: { status: "none" } }))).toBeUndefined();
    });
});

describe("optionIssues", () => {
    it("finds nothing wrong with the defaults, and every problem at once otherwise", () => {
        expect(optionIssues(pricedState())).toEqual([]);
        const issues = optionIssues(pricedState(optionsOf({ generateParts: true, faceLimit: 9_000_000 })));
        expect(issues.map(({ option }) => option).sort()).toEqual(["faceLimit", "pbr", "texture"]);
    });
});

describe("toPlacement", () => {
    it.each<[Partial<PlacementChoice>, object]>([
        [{}, { size: { mode: "file" }, facing: { mode: "camera" }, unitsPerMetre: 1 }],
        [{ size: "height", metres: 2 }, { size: { mode: "height", metres: 2 } }],
        [{ facing: "heading", heading: 90 }, { facing: { mode: "heading", radians: Math.PI / 2 } }],
        [{ where: "origin" }, { position: { x: 0, y: 0, z: 0 } }],
        [
            { front: "-Z", unitsPerMetre: 100 },
            { front: "-Z", unitsPerMetre: 100 },
        ],
    ])("makes %o a placement the scene takes", (changes, expected) => {
        const placement = toPlacement({ ...initialPlacement, ...changes });
        expect(placement).toMatchObject(expected);
        expect(() => checkPlacement(placement)).not.toThrow();
    });

    it("leaves the front to the model unless one is chosen", () => {
        expect("front" in toPlacement(initialPlacement)).toBe(false);
    });
});
