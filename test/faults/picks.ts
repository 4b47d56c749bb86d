import type { Scene } from "@babylonjs/core/scene";
import { pictureBytes } from "../unit/generation/pictureBytes";
import type { FaultTab } from "./faultTab";
import type { FaultWorld } from "./faultWorld";

/** Acts on the tab that a number stands for, when any is open. */
export function onTab(world: FaultWorld, { tab }: { tab: number }, act: (tab: FaultTab) => void): void {
    const found = pick(world.openTabs(), tab);
    if (found !== undefined) {
        act(found);
    }
}

/** Acts on the record that a number stands for, when the tab lists any. */
export function onRecord(
    world: FaultWorld,
    command: { tab: number; record: number },
    act: (tab: FaultTab, id: string) => void,
): void {
    onTab(world, command, (tab) => {
        const found = pick(tab.state().generations, command.record);
        if (found !== undefined) {
            act(tab, found.id);
        }
    });
}

/** Acts for one page by its name, or for all at once. */
export function forPage(world: FaultWorld, tab: number | "all", act: (page: string) => void): void {
    if (tab === "all") {
        act("all");
    } else {
        onTab(world, { tab }, ({ name }) => act(name));
    }
}

export function pick<Value>(values: readonly Value[], number: number): Value | undefined {
    return values[number % Math.max(1, values.length)];
}

export function sceneOf(tab: FaultTab, number: number): Scene {
    const scene = pick(tab.scenes, number);
    if (scene === undefined) {
        throw new Error("A tab has a scene.");
    }
    return scene;
}

/** One of few pictures, so that requests are the same now and then. */
export function givePicture({ service }: FaultTab, number: number): void {
    void service.setPicture(new File([pictureBytes(number)], `chair-${number}.png`));
}
