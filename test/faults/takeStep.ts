import { AsyncResource } from "node:async_hooks";
import { generateButton } from "../../plugin/state/generateButton";
import type { PaneState } from "../../plugin/state/paneState";
import type { Step } from "./command";
import type { FaultWorld } from "./faultWorld";
import { perform } from "./perform";
import { givePicture } from "./picks";
import type { PointName } from "./points";

// Virtual ms: what does not come in this time is not waited for.
const longestWait = 60_000;

/** Waits for the moment and does what comes then. */
export async function takeStep(world: FaultWorld, { when, do: command }: Step): Promise<void> {
    world.acting = undefined;
    if (command.do === "press" && world.openTabs().length === 0) {
        givePicture(world.openTab(), 0);
    }
    const act = () => perform(world, command);
    if (when === "now") {
        act();
    } else if ("at" in when) {
        await performAt(world, when, act);
    } else {
        await ("pass" in when ? world.clock.pass(when.pass) : runUntil(world, () => isSo(world, when.until)));
        act();
    }
}

interface PointMoment {
    at: PointName;
    nth: number;
}

async function performAt(world: FaultWorld, when: PointMoment, act: () => void): Promise<void> {
    let hasHappened = false;
    // Bound to the step: what happens in the middle of a call is nothing that the call does.
    const happen = AsyncResource.bind((page: string) => {
        hasHappened = true;
        world.acting = page;
        act();
        world.acting = undefined;
    });
    world.points.arm(when.at, when.nth, happen);
    await runUntil(world, () => hasHappened);
    world.points.disarm();
    if (!hasHappened) {
        act();
    }
}

/** Time passes until it is so, but not for ever. */
export async function runUntil({ clock }: FaultWorld, isDone: () => boolean, limit = longestWait): Promise<boolean> {
    let isOver = false;
    const stop = clock.startTimer(limit, () => {
        isOver = true;
    });
    await clock.run(() => isDone() || isOver, limit + 1);
    stop();
    return !isOver;
}

function isSo(world: FaultWorld, wanted: string): boolean {
    const states = world.openTabs().map(({ state }) => state());
    switch (wanted) {
        case "priced":
            return states.some(isPriced);
        case "pricedEverywhere":
            return states.every(isPriced);
        case "importing":
            return states.some(({ importing }) => Object.keys(importing).length > 0);
        default:
            return states.some(({ generations }) => generations.some(({ state }) => state.name === wanted));
    }
}

function isPriced(state: PaneState): boolean {
    return generateButton(state).enabled;
}
