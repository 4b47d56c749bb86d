import { describe, expect, it } from "vitest";
import type { OptionValues, PaneState } from "../../../plugin/state/paneState";
import { optionIssues, requestKeyOnScreen, requestOnScreen } from "../../../plugin/state/requestOnScreen";
import { openState, quoteFor, readyPicture } from "./paneFixtures";

const withOptions = (changes: OptionValues): PaneState => {
    const state = openState();
    return { ...state, options: { ...state.options, ...changes } };
};
const withPicture = (contentHash: string): PaneState =>
    openState({ picture: { ...readyPicture, image: { ...readyPicture.image, contentHash } } });

describe("requestKeyOnScreen", () => {
    it("is the same for options that mean the same, and another for every other", () => {
        const key = requestKeyOnScreen(openState());
        expect(key).toBeDefined();
        expect(requestKeyOnScreen(withOptions({ seed: undefined }))).toBe(key);
        const others = [withOptions({ seed: 1 }), withOptions({ quad: true }), withPicture("another picture")];
        expect(new Set([key, ...others.map(requestKeyOnScreen)]).size).toBe(4);
    });

    it("is another for another account", () => {
        const setAside = { corrupt: 0, newer: 0, foreign: 0 };
        const other = openState({ ledger: { status: "ready", account: "other", setAside } });
        expect(requestKeyOnScreen(other)).not.toBe(requestKeyOnScreen(openState()));
    });

    it("stays the same when the picture has to be uploaded again", () => {
        const { requests, ...price } = quoteFor(openState());
        const request = requestOnScreen(openState(), "asset_2");
        const quote = { ...price, requests: requests.map((quoted) => ({ ...quoted, request })) };
        expect(requestKeyOnScreen(openState({ quote }))).toBe(requestKeyOnScreen(openState()));
    });

    it.each<[string, PaneState]>([
        ["a picture", openState({ picture: { status: "none" } })],
        ["an open list", openState({ ledger: { status: "opening" } })],
        ["options that go together", withOptions({ generateParts: true })],
    ])("does not exist without %s", (_, state) => {
        expect(requestKeyOnScreen(state)).toBeUndefined();
    });
});

describe("optionIssues", () => {
    it("finds nothing wrong with the defaults, and every problem at once otherwise", () => {
        expect(optionIssues(openState())).toEqual([]);
        const issues = optionIssues(withOptions({ generateParts: true, faceLimit: 9_000_000 }));
        expect(issues.map(({ option }) => option).sort()).toEqual(["faceLimit", "pbr", "texture"]);
    });
});
