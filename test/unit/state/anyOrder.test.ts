import type { Scene } from "@babylonjs/core/scene";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isActive } from "../../../plugin/state/generationPhase";
import type { PaneState } from "../../../plugin/state/paneState";
import { generateButton, requestKey } from "../../../plugin/state/selectors";
import type { Fault } from "../../../sandbox/emulator/faults";
import { pictureBytes } from "../generation/pictureBytes";
import { levelScene } from "../scene/testScene";
import { openService, type ServiceSession } from "./serviceSession";

const faults: readonly Fault[] = [
    { operation: "assets.upload", status: 500, times: 4 },
    { operation: "generate.dryRun", status: 503, times: 4 },
    { operation: "generate.run", status: 429 },
    { operation: "generate.run", drop: true },
    { operation: "generate.run", drop: true, when: "after" },
    { operation: "jobs.retrieve", status: 401 },
    { operation: "jobs.retrieve", drop: true, times: 2 },
    { operation: "assets.retrieve", status: 500, times: 4 },
    { operation: "files.read", file: "html" },
    { operation: "files.read", file: "corrupt" },
    { operation: "files.read", file: "cut", times: 4 },
];

/** One thing a designer, or bad luck, can do. `at` picks one of the generations. */
type Command =
    | { do: "picture"; number: number }
    | { do: "option"; seed: number }
    | { do: "generate" | "clear" }
    | { do: "stop" | "resume" | "place" | "forget"; at: number }
    | { do: "fault"; fault: Fault }
    | { do: "failJob" };

/** What is awaited before it is done: nothing, the price, that the newest generation has come so far, or all work. */
type Moment = "now" | "priced" | "running" | "downloading" | "importing" | "rest";

const at = fc.nat({ max: 2 });
const command: fc.Arbitrary<Command> = fc.oneof(
    { weight: 1, arbitrary: fc.record({ do: fc.constant("picture"), number: fc.nat({ max: 1 }) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("option"), seed: fc.nat({ max: 2 }) }) },
    { weight: 6, arbitrary: fc.constant({ do: "generate" }) },
    { weight: 8, arbitrary: fc.record({ do: fc.constantFrom("stop", "resume", "place", "forget"), at }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant("fault"), fault: fc.constantFrom(...faults) }) },
    { weight: 1, arbitrary: fc.constantFrom({ do: "failJob" }, { do: "clear" }) },
);
const moment: fc.Arbitrary<Moment> = fc.constantFrom("now", "priced", "running", "downloading", "importing", "rest");
const steps = fc.array(fc.tuple(moment, command), { minLength: 4, maxLength: 20 });

interface Run extends ServiceSession {
    scene: Scene;
    /** Presses on a button that was enabled. */
    presses: number;
    placed: unknown[];
    work: Promise<unknown>[];
}

function perform(run: Run, command: Command): void {
    const { service, scene, state, emulator, work } = run;
    const pick = (index: number) =>
        state().generations[index % Math.max(1, state().generations.length)]?.id ?? "nobody";
    switch (command.do) {
        case "picture":
            work.push(service.setPicture(pictureBytes(command.number)));
            break;
        case "option":
            service.setOption("seed", command.seed);
            break;
        case "generate":
            run.presses += generateButton(state()).enabled ? 1 : 0;
            work.push(service.generate(scene));
            break;
        case "clear":
            service.clearPicture();
            break;
        case "stop":
            service.stop(pick(command.at));
            break;
        case "resume":
            work.push(service.resume(pick(command.at)));
            break;
        case "place":
            work.push(service.place(pick(command.at), scene));
            break;
        case "forget":
            service.forget(pick(command.at));
            break;
        case "fault":
            emulator.control.addFault(command.fault);
            break;
        case "failJob":
            emulator.control.failJobs({ error: "No object" });
            break;
    }
}

/** Waits for a moment, or until nothing is under way that could bring it. */
async function comeTo(moment: Moment, { state, until, work }: Run): Promise<void> {
    if (moment === "rest") {
        await Promise.all(work);
    } else if (moment === "priced") {
        await until(({ quote, picture }) => picture.status !== "reading" && !isAsking.has(quote.status));
    } else if (moment !== "now") {
        const { id = undefined } = state().generations[0] ?? {};
        const phaseNow = ({ generations }: PaneState) => generations.find((generation) => generation.id === id)?.phase;
        await until((now) => {
            const phase = phaseNow(now);
            return phase === undefined || phase.name === moment || !isActive(phase);
        });
    }
}

const isAsking = new Set(["uploading", "asking"]);

function checkState(state: PaneState): void {
    const { generations, quote } = state;
    expect(new Set(generations.map(({ id }) => id)).size).toBe(generations.length);
    const starts = generations.map(({ startedAt }) => startedAt);
    expect(starts).toEqual([...starts].sort((a, b) => b - a));
    for (const { phase, finishedAt } of generations) {
        expect(finishedAt === undefined).toBe(isActive(phase));
    }
    if (quote.status === "ready") {
        expect(quote.requestKey).toBe(requestKey(state));
    }
}

function checkEnd({ scene, emulator, presses, placed, state, service, paidRequests }: Run): void {
    expect(paidRequests()).toBe(presses);
    expect(emulator.control.paidCalls().length).toBeLessThanOrEqual(presses);
    const models = scene.rootNodes.filter(({ metadata }) => metadata?.babylonScenario !== undefined);
    expect(new Set(models)).toEqual(new Set(placed));
    expect(models).toHaveLength(placed.length);
    for (const { id, phase } of state().generations) {
        expect(isActive(phase)).toBe(false);
        if (phase.name === "placed") {
            expect(models).toContain(service.wrapperOf(id));
        }
    }
}

describe("the pane's service, whatever is done in whatever order", () => {
    it("pays once for each press, keeps just the placed models in the scene and loses no result", async () => {
        await fc.assert(
            fc.asyncProperty(steps, async (commands) => {
                const session = await openService();
                const run: Run = { ...session, scene: levelScene(), presses: 0, placed: [], work: [] };
                const { service, emulator, state, choosePicture } = run;
                service.onPlaced((wrapper) => run.placed.push(wrapper));
                // Checked in the end: what a listener throws would be taken for a failure of the work.
                const states: PaneState[] = [];
                service.store.subscribe(() => states.push(state()));
                await choosePicture();
                for (const [when, next] of commands) {
                    await comeTo(when, run);
                    perform(run, next);
                }
                await Promise.all(run.work);
                checkEnd(run);

                emulator.control.clearFaults();
                const open = state().generations.filter(({ phase }) => canBeHad.has(phase.name));
                await Promise.all(open.map(({ id }) => service.resume(id)));
                checkEnd(run);
                const lost = state().generations.filter(({ phase }) => canBeHad.has(phase.name));
                expect(lost).toEqual([]);
                states.forEach(checkState);
                service.dispose();
                await emulator.close();
            }),
            { numRuns: 40 },
        );
    }, 20_000);
});

/** Phases from which a result can still be brought into the scene. */
const canBeHad = new Set(["stopped", "interrupted", "ready"]);
