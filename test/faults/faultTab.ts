import { NullEngine } from "@babylonjs/core/Engines/nullEngine";
import { Logger } from "@babylonjs/core/Misc/logger";
import { Scene } from "@babylonjs/core/scene";
import type { ImportedModel } from "../../plugin/scene/importOptions";
import type { GenerateService } from "../../plugin/state/generateService";
import type { PaneState } from "../../plugin/state/paneState";
import type { Surroundings } from "./faultWorld";
import { createPace } from "./pace";
import { createPage, type Page } from "./page";
import { type Breakage, createPageService } from "./pageService";

/** A model as it was when it came into its scene. */
export interface PlacedModel {
    wrapper: ImportedModel["wrapper"];
    scene: Scene;
    jobId: string | undefined;
}

/** One page with the pane's service in it, and scenes. */
export interface FaultTab extends Page {
    readonly service: GenerateService;
    state(): PaneState;
    readonly scenes: readonly Scene[];
    /** Every model that the service said it has placed here. */
    readonly placed: readonly PlacedModel[];
    /** How often the button was pressed, or a price above the threshold confirmed. */
    presses: number;
    isHidden: boolean;
    addScene(): Scene;
    /** Whether somebody looks at the pane. */
    look(isLooking: boolean): void;
    /** The service is disposed and made anew while the page lives on. */
    hotReload(): void;
}

/** The job that a node's model came from. */
export function jobOf({
    metadata,
}: {
    metadata?: { babylonScenario?: { jobId?: string } } | null;
}): string | undefined {
    return metadata?.babylonScenario?.jobId;
}

// Scenes need one each; it renders nothing and holds nothing of them.
Logger.LogLevels = Logger.ErrorLogLevel;
const engine = new NullEngine();

export interface FaultTabOptions {
    world: Surroundings;
    breakage: Breakage;
    pace: readonly number[];
}

export function openFaultTab(name: string, { world, breakage, pace }: FaultTabOptions): FaultTab {
    const page = createPage(name);
    const surroundings = { ...world, takeTime: createPace(pace) };
    const scenes = [new Scene(engine)];
    const placed: PlacedModel[] = [];
    let stopWatching: () => void = () => undefined;

    const startService = (): GenerateService => {
        const isHidden = () => tab.isHidden;
        const started = createPageService({ page, surroundings, breakage, isHidden });
        reportImports(started, () => world.points.reach("import", name));
        started.onPlaced((wrapper) => placed.push({ wrapper, scene: wrapper.getScene(), jobId: jobOf(wrapper) }));
        scenes.forEach(started.addScene);
        started.open();
        stopWatching = started.watch();
        return started;
    };
    const tab = {
        ...page,
        state: () => service.store.getState(),
        scenes,
        placed,
        presses: 0,
        isHidden: false,
        get service() {
            return service;
        },
        addScene: () => {
            const scene = new Scene(engine);
            scenes.push(scene);
            service.addScene(scene);
            return scene;
        },
        look: (isLooking: boolean) => {
            stopWatching();
            stopWatching = isLooking ? service.watch() : () => undefined;
        },
        hotReload: () => {
            service.dispose();
            service = startService();
        },
    };
    let service = startService();
    page.onDeath(() => world.locks.kill(name));
    world.clock.standStillWhile(() => !page.isDead() && isAtWork(tab.state()));
    return tab;
}

/** Something is under way that takes real time, and surely ends. */
function isAtWork({ importing, picture }: PaneState): boolean {
    return Object.keys(importing).length > 0 || picture.status === "reading";
}

/** Calls back with every step of an import. */
function reportImports({ store }: GenerateService, onStep: () => void): void {
    let { importing } = store.getState();
    store.subscribe(() => {
        const before = importing;
        importing = store.getState().importing;
        if (importing !== before) {
            onStep();
        }
    });
}
