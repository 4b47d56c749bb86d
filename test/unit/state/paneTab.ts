import type { Scene } from "@babylonjs/core/scene";
import { onTestFinished } from "vitest";
import type { GenerationRecord } from "../../../plugin/generation/generationRecord";
import type { GenerationStateName } from "../../../plugin/generation/generationState";
import { generateButton } from "../../../plugin/state/generateButton";
import { type GenerationPhase, phaseOf } from "../../../plugin/state/generationPhase";
import type { PaneState, ReadyQuote, RequestQuote } from "../../../plugin/state/paneState";
import type { EmulatorOptions } from "../../../sandbox/emulator/emulator";
import { pictureBytes } from "../generation/pictureBytes";
import { levelScene } from "../scene/testScene";
import { type BrowserWorld, openWorld, type Tab, type TabOptions } from "../support/browserWorld";

export interface PaneTab extends Tab, Pick<BrowserWorld, "clock" | "emulator"> {
    world: BrowserWorld;
    scene: Scene;
}

/** A browser with one page, whose pane has opened, and a scene in it. */
export async function openPane(options: TabOptions = {}, emulator: EmulatorOptions = {}): Promise<PaneTab> {
    const world = await openWorld(emulator);
    onTestFinished(() => world.close());
    return openPaneIn(world, options);
}

/** One more page of the same browser. */
export async function openPaneIn(world: BrowserWorld, options: TabOptions = {}): Promise<PaneTab> {
    const tab = await world.openTab(options);
    const scene = levelScene();
    tab.service.addScene(scene);
    const { clock, emulator } = world;
    return { ...tab, world, clock, emulator, scene };
}

/** The same, with a picture and its price. */
export async function openPriced(options: TabOptions = {}, emulator: EmulatorOptions = {}): Promise<PaneTab> {
    const pane = await openPane(options, emulator);
    await choosePicture(pane);
    return pane;
}

/** The same, with a model of it in the scene. */
export async function openPlaced(options: TabOptions = {}, emulator: EmulatorOptions = {}): Promise<PaneTab> {
    const pane = await openPriced(options, emulator);
    await press(pane);
    await untilIn(pane, "placed");
    return pane;
}

/** The same, with a model that was paid for, and stopped on its way into the scene. */
export async function openAvailable(): Promise<PaneTab> {
    const pane = await openPriced();
    when(
        pane,
        ({ name }) => name === "importing",
        (id) => pane.service.stop(id),
    );
    await press(pane);
    await untilIn(pane, "available");
    return pane;
}

/** Chooses a picture and waits for its price. */
export async function choosePicture(tab: Tab, bytes = pictureBytes()): Promise<void> {
    await tab.service.setPicture(new File([bytes], "chair.png"));
    await untilPriced(tab);
}

/** Waits until the Generate button can be pressed. */
export function untilPriced(tab: Tab): Promise<void> {
    return tab.until((state) => generateButton(state).enabled);
}

/** Waits for the price, and gives what is said against paying it. */
export async function untilHindered(tab: Tab): Promise<string | undefined> {
    await tab.until(({ quote }) => quote.status === "ready");
    const { enabled, hint } = generateButton(tab.state());
    return enabled ? undefined : hint;
}

/** Presses Generate and waits until the paid call has its answer, or none. */
export async function press({ service, clock, scene }: PaneTab): Promise<void> {
    let isOver = false;
    void service.generate(scene).then(() => {
        isOver = true;
    });
    await clock.run(() => isOver);
}

/** Waits until the newest generation is in a state. */
export function untilIn(tab: Tab, name: GenerationStateName): Promise<void> {
    return tab.until(({ generations }) => generations[0]?.state.name === name);
}

/** The newest generation. */
export function latest({ state }: Tab): GenerationRecord {
    const [generation] = state().generations;
    if (generation === undefined) {
        throw new Error("There is no generation");
    }
    return generation;
}

/** What the newest generation shows. */
export function latestPhase(state: PaneState): GenerationPhase | undefined {
    const [generation] = state.generations;
    return generation && phaseOf(generation, state.live[generation.id], state.importing[generation.id]);
}

/** Calls `act` once, in the very change in which the newest generation comes to show this. */
export function when({ service, state }: Tab, isSo: (phase: GenerationPhase) => boolean, act: (id: string) => void) {
    let isDone = false;
    service.store.subscribe(() => {
        const phase = latestPhase(state());
        if (!isDone && phase !== undefined && isSo(phase)) {
            isDone = true;
            act(state().generations[0]?.id ?? "");
        }
    });
}

/** The price on screen, with what belongs to the first request alone. */
export function readyQuote({ state }: Tab): ReadyQuote & RequestQuote {
    const { quote } = state();
    const [first] = quote.status === "ready" ? quote.requests : [];
    if (quote.status !== "ready" || first === undefined) {
        throw new Error(`The quote is ${quote.status}`);
    }
    return { ...first, ...quote };
}

/** How many paid calls left the tabs, whatever became of them. */
export function paidRequests(...tabs: readonly Tab[]): number {
    return callsLike(/^POST \/generate\/[^?]*$/, ...tabs);
}

export function callsLike(like: RegExp, ...tabs: readonly Tab[]): number {
    return tabs.flatMap(({ sent }) => sent).filter((call) => like.test(call)).length;
}

/** The wrappers of our models in a scene. */
export function modelsIn(scene: Scene) {
    return scene.rootNodes.filter(({ metadata }) => metadata?.babylonScenario !== undefined);
}
