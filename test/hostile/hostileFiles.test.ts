import { LoadAssetContainerAsync } from "@babylonjs/core/Loading/sceneLoader";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { isGenerationError } from "../../plugin/errors";
import { inspectModel, type ModelReport } from "../../plugin/model/inspectModel";
import { importModel } from "../../plugin/scene/importModel";
import { contentsOf, holdingsOf, levelScene } from "../unit/scene/testScene";
import { lightBeacon } from "./beacon";
import type { HostileCase } from "./hostileCase";
import { hostileCases } from "./hostileCases";
import { provideDecoders } from "./localDecoders";
import { watchMemory } from "./watchMemory";

const beacon = await lightBeacon();
const cases = await hostileCases(beacon.origin);
const families = [...new Set(cases.map(({ family }) => family))];
const scene = levelScene();
/** Milliseconds; a file that takes longer hangs. */
const deadline = 5_000;

/** The reports on all files, how long each took in milliseconds, and the bytes of memory that all of them needed. */
async function checkAll() {
    const memory = await watchMemory();
    const reports = new Map<HostileCase, { report: ModelReport; time: number }>();
    for (const one of cases) {
        const start = performance.now();
        const report = inspectModel(one.bytes);
        reports.set(one, { report, time: performance.now() - start });
        await new Promise((resolve) => setImmediate(resolve));
    }
    return { reports, memory: memory.stop() };
}

const checked = await checkAll();

beforeAll(provideDecoders);
afterAll(async () => {
    vi.unstubAllGlobals();
    await beacon.close();
});

/** Checks that a file was called what it is, in time. */
function expectReport(one: HostileCase): void {
    const { report, time } = checked.reports.get(one) ?? expect.fail();
    expect(time).toBeLessThan(deadline);
    const codes = report.issues.map(({ code }) => code);
    expect([report.valid, codes]).toEqual([
        one.outcome !== "refused",
        one.finds === undefined ? expect.any(Array) : expect.arrayContaining([one.finds]),
    ]);
    for (const { severity, message, advice } of report.issues) {
        expect(message).toMatch(/^[A-Z].*\.$/s);
        expect(severity === "error").toBe(advice !== undefined);
    }
}

const untouched = [contentsOf(scene), await holdingsOf(scene)];

/** Checks that an import ends in a model or a refusal, and leaves nothing behind but the model. */
async function expectImport({ bytes, outcome }: HostileCase): Promise<void> {
    const result = await importModel(bytes, { scene, deadline }).catch((error: unknown) => error);
    const isRefused = isGenerationError(result);
    if (!isRefused) {
        expect(result).toHaveProperty("wrapper");
        Object(result).dispose();
    }
    expect([contentsOf(scene), await holdingsOf(scene)]).toEqual(untouched);
    expect(outcome === "passed" || isRefused === (outcome === "refused")).toBe(true);
}

describe.each(families)("files of the family %s", { timeout: 30_000 }, (family) => {
    const members = cases.filter((one) => one.family === family);
    it.each(members.map((one) => [one.name, one] as const))("%s", async (_, one) => {
        expectReport(one);
        await expectImport(one);
        expect(beacon.requests).toEqual([]);
    });
});

describe("the hostile files", () => {
    it("are more than three hundred, each with a name of its own", () => {
        const names = new Set(cases.map(({ family, name }) => `${family}: ${name}`));
        expect(names.size).toBe(cases.length);
        expect(names.size).toBeGreaterThan(300);
        expect(families).toEqual(["header", "json", "accessor", "image", "extension", "reference", "size"]);
    });

    it("need no more memory than a large model", () => {
        expect(checked.memory / 1e6).toBeLessThan(400);
    });

    it("would make plain Babylon.js ask for what they want", async () => {
        const before = beacon.requests.length;
        const asking = cases.find(({ name }) => name.startsWith("a picture at") && name.includes(beacon.origin));
        const loading = LoadAssetContainerAsync(asking?.bytes ?? new Uint8Array(), scene, { pluginExtension: ".glb" });
        await loading.catch(() => undefined);
        expect(beacon.requests.length).toBeGreaterThan(before);
    });
});
