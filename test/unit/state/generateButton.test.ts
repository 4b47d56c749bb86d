import { describe, expect, it } from "vitest";
import { GenerationError } from "../../../plugin/errors";
import { roomForResult } from "../../../plugin/generation/fileStore";
import { defaultLimits } from "../../../plugin/generation/spendingLimits";
import { generateButton } from "../../../plugin/state/generateButton";
import type { OptionValues, PaneState } from "../../../plugin/state/paneState";
import { initialPlacement, type PlacementChoice } from "../../../plugin/state/placementChoice";
import { requestKeyOnScreen } from "../../../plugin/state/requestOnScreen";
import { anError, aRecord, openState, pricedState, quoteFor, stateNames, states } from "./paneFixtures";

const choice = (changes: Partial<PlacementChoice>) => ({ placement: { ...initialPlacement, ...changes } });
const optionsOf = (changes: OptionValues) => ({ options: { ...openState().options, ...changes } });
const connection = { name: "Scenario", spends: true, account: "account" };
const spent = (amounts: object) => ({ total: 0, today: 0, session: 0, uncertain: 0, refunded: 0, ...amounts });
const usage = (quota: number | undefined, used: number | undefined, refetchable = 0) => {
    return { files: 1, bytes: refetchable, refetchable, quota, used, persistent: true };
};
const priceOf = (cost: number) => ({ quote: quoteFor(openState(), cost) });

describe("generateButton", () => {
    it("carries the price and says what it is for", () => {
        expect(generateButton(pricedState())).toEqual({
            label: "Generate · 45 CU",
            enabled: true,
            hint: "The price for exactly what is on screen.",
        });
    });

    it("says that the emulator spends nothing, and only then", () => {
        const hint = (spends: boolean) => generateButton(pricedState({ connection: { ...connection, spends } })).hint;
        expect(hint(false)).toBe("Emulated: nothing is spent.");
        expect(hint(true)).toBe("The price for exactly what is on screen.");
    });

    it("says that it asks once more above the user's own threshold, and not at it", () => {
        const hint = (cost: number) => generateButton(pricedState(priceOf(cost))).hint;
        expect(hint(100.5)).toBe("The price for exactly what is on screen. You are asked once more.");
        expect(hint(100)).toBe("The price for exactly what is on screen.");
    });

    it.each([
        [0, "0 CU"],
        [12.5, "12.5 CU"],
        [7.005, "7 CU"],
        [1 / 3, "0.33 CU"],
        [1500, "1500 CU"],
    ])("shows a price of %d as %s", (cost, words) => {
        expect(generateButton(pricedState(priceOf(cost))).label).toBe(`Generate · ${words}`);
    });

    it.each<[string, Partial<PaneState>]>([
        ["It broke.", { ledger: { status: "unavailable", error: anError } }],
        ["Opening the list of generations…", { ledger: { status: "opening" } }],
        [
            "The service does not answer. What was made before can still be placed.",
            { connection: { ...connection, account: undefined } },
        ],
        ["Spending is switched off on this page.", { isSpendingOff: true }],
        ["Spending is switched off in this browser.", { limits: { ...defaultLimits, noSpend: true } }],
        ["Spending is switched off on the server.", { connection: { ...connection, noSpend: true } }],
        [
            "This browser's storage is almost full, so a paid result could not be kept. Free some under Storage.",
            { storage: usage(roomForResult, 1) },
        ],
        ["Choose a picture first.", { picture: { status: "none" } }],
        ["Choose a picture first.", { picture: { status: "refused", error: anError } }],
        ["Reading the picture…", { picture: { status: "reading" } }],
        ["Uploading the picture to ask for the price · 50 %…", { quote: { status: "uploading", loaded: 1, total: 2 } }],
        [
            "Uploading the picture to ask for the price…",
            { quote: { status: "uploading", loaded: 1, total: undefined } },
        ],
        ["Asking for the price…", { quote: { status: "asking" } }],
        ["Asking for the price…", { quote: { status: "none" } }],
        ["No price, so nothing can be generated.", { quote: { status: "failed", error: anError } }],
        ["Generate parts does not go together with texture. Turn texture off.", optionsOf({ generateParts: true })],
        ["The size in metres has to be above 0.", choice({ size: "height", metres: 0 })],
    ])("is disabled and says: %s", (hint, changes) => {
        expect(generateButton(pricedState(changes))).toEqual({ label: "Generate", enabled: false, hint });
    });

    it("tells what is wrong with the list before anything else", () => {
        const error = new GenerationError("Storage is blocked.", { kind: "storage", spending: "none", advice: "" });
        const state = pricedState({
            ledger: { status: "unavailable", error },
            isSpendingOff: true,
            picture: { status: "none" },
        });
        expect(generateButton(state).hint).toBe("Storage is blocked.");
    });

    it("carries no price that is not for what is on screen", () => {
        const stale = { ...quoteFor(openState()), requestKey: "other options" };
        expect(generateButton(pricedState({ quote: stale }))).toEqual({
            label: "Generate",
            enabled: false,
            hint: "Asking for the price…",
        });
    });

    it("says from which price on while the picture is missing", () => {
        const without = { picture: { status: "none" }, priceWithoutPicture: 45 } as const;
        expect(generateButton(openState(without))).toEqual({
            label: "Generate · from 45 CU",
            enabled: false,
            hint: "Choose a picture first.",
        });
        expect(generateButton(openState({ priceWithoutPicture: 45 })).label).toBe("Generate");
    });
});

describe("limits", () => {
    it.each<[string, Partial<PaneState>]>([
        [
            "45 CU more would go above today's limit of 100 CU: 60 CU are spent.",
            { limits: { ...defaultLimits, daily: 100 }, spending: spent({ today: 60 }) },
        ],
        [
            "45 CU more would go above this session's limit of 100 CU: 55.5 CU are spent.",
            { limits: { ...defaultLimits, session: 100 }, spending: spent({ session: 55.5 }) },
        ],
    ])("disable the button, which still shows the price, and say: %s", (hint, changes) => {
        expect(generateButton(pricedState(changes))).toEqual({ label: "Generate · 45 CU", enabled: false, hint });
    });

    it("may be used up to the last unit", () => {
        const limits = { ...defaultLimits, daily: 100, session: 100 };
        const spending = spent({ today: 55, session: 55 });
        expect(generateButton(pricedState({ limits, spending })).enabled).toBe(true);
    });

    it("of one day do not count what was spent before", () => {
        const limits = { ...defaultLimits, daily: 100, session: 100 };
        expect(generateButton(pricedState({ limits, spending: spent({ total: 1000 }) })).enabled).toBe(true);
    });
});

describe("storage", () => {
    it.each([
        ["nothing is known about it", undefined],
        ["the browser tells no quota", usage(undefined, 5)],
        ["there is just enough room", usage(roomForResult + 5, 5)],
        ["what can be fetched again makes enough room", usage(roomForResult, 5, 5)],
    ])("stands in nobody's way when %s", (_, storage) => {
        expect(generateButton(pricedState({ storage })).enabled).toBe(true);
    });
});

describe("a twin", () => {
    const button = (changes: Parameters<typeof aRecord>[0]) => {
        const requestKey = requestKeyOnScreen(openState()) ?? "";
        return generateButton(pricedState({ generations: [aRecord({ requestKey, ...changes })] }));
    };
    const paid = "Exactly this is paid already: go on with it in the list, for free.";
    const underWay = "Exactly this is being generated now.";
    const hints: Record<(typeof stateNames)[number], string | undefined> = {
        intent: underWay,
        running: underWay,
        downloading: underWay,
        unknown: "The same request got no answer before. Look at it in the list before paying again.",
        stopped: paid,
        interrupted: paid,
        available: paid,
        placed: undefined,
        failed: undefined,
    };

    it.each(stateNames)("in %s blocks a second payment as long as its result may come, and says why", (name) => {
        const { enabled, hint } = button({ state: states[name] });
        expect(enabled).toBe(hints[name] === undefined);
        expect(hint).toBe(hints[name] ?? "The price for exactly what is on screen.");
    });

    it.each(stateNames)("that is another request blocks nothing in %s", (name) => {
        expect(button({ state: states[name], requestKey: "another" }).enabled).toBe(true);
    });

    it("whose answer never came blocks nothing any more once that was dismissed", () => {
        expect(button({ state: { name: "unknown", dismissed: true } }).enabled).toBe(true);
    });
});
