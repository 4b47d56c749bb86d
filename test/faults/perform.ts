import { tripoDefaults, tripoRequest } from "../../plugin/scenario/tripo";
import { pictureBytes } from "../unit/generation/pictureBytes";
import type { Command } from "./command";
import type { FaultTab } from "./faultTab";
import type { FaultWorld } from "./faultWorld";
import { payElsewhere } from "./payElsewhere";

type Actions = {
    [Name in Command["do"]]: (world: FaultWorld, command: Extract<Command, { do: Name }>) => void;
};

/** Does it at once and waits for nothing, as the pane and the browser do. */
export function perform(world: FaultWorld, command: Command): void {
    // The table has an action of the right kind for each.
    const action = actions[command.do] as (world: FaultWorld, command: Command) => void;
    action(world, command);
}

function onTab(world: FaultWorld, { tab }: { tab: number }, act: (tab: FaultTab) => void): void {
    const open = world.openTabs();
    const found = open[tab % Math.max(1, open.length)];
    if (found !== undefined) {
        act(found);
    }
}

function onRecord(
    world: FaultWorld,
    command: { tab: number; record: number },
    act: (tab: FaultTab, id: string) => void,
): void {
    onTab(world, command, (tab) => {
        const { generations } = tab.state();
        const found = generations[command.record % Math.max(1, generations.length)];
        if (found !== undefined) {
            act(tab, found.id);
        }
    });
}

function sceneOf(tab: FaultTab, index: number) {
    const scene = tab.scenes[index % tab.scenes.length];
    if (scene === undefined) {
        throw new Error("A tab has a scene.");
    }
    return scene;
}

function press(tab: FaultTab, scene: number): void {
    tab.presses += 1;
    void tab.service.generate(sceneOf(tab, scene));
}

function close(tab: FaultTab): void {
    tab.service.dispose();
    tab.die();
}

const actions: Actions = {
    open: (world) => void (world.openTabs().length < 3 && givePicture(world.openTab(), 0)),
    kill: (world, command) => onTab(world, command, (tab) => tab.die()),
    close: (world, command) => onTab(world, command, close),
    reload: (world, command) =>
        onTab(world, command, (tab) => {
            tab.die();
            givePicture(world.openTab(), 0);
        }),
    hotReload: (world, command) =>
        onTab(world, command, (tab) => {
            tab.hotReload();
            givePicture(tab, 0);
        }),
    hide: (world, command) =>
        onTab(world, command, (tab) => {
            tab.isHidden = command.isHidden;
        }),
    picture: (world, command) => onTab(world, command, (tab) => givePicture(tab, command.picture)),
    option: (world, command) => onTab(world, command, (tab) => tab.service.setOption(command.name, command.value)),
    press: (world, command) =>
        onTab(world, command, (tab) => {
            for (let time = 0; time < command.times; time++) {
                press(tab, command.scene);
            }
        }),
    pressEverywhere: (world, { scene }) => {
        for (const tab of world.openTabs()) {
            press(tab, scene);
        }
    },
    confirm: (world, { scene, isWanted, ...command }) =>
        onTab(world, command, (tab) => {
            tab.presses += isWanted ? 1 : 0;
            void tab.service.confirm(sceneOf(tab, scene), isWanted);
        }),
    stop: (world, command) =>
        onRecord(world, command, (tab, id) => {
            world.wishes.stopped.add(id);
            void tab.service.stop(id);
        }),
    resume: (world, command) => onRecord(world, command, (tab, id) => void tab.service.resume(id)),
    dismiss: (world, command) => onRecord(world, command, (tab, id) => void tab.service.dismiss(id)),
    forget: (world, command) =>
        onRecord(world, command, (tab, id) => {
            world.wishes.forgotten.add(id);
            void tab.service.forget(id);
        }),
    load: (world, command) => onRecord(world, command, (tab, id) => void tab.service.reload(id)),
    save: (world, command) => onRecord(world, command, (tab, id) => void tab.service.modelFile(id)),
    place: (world, command) =>
        onRecord(world, command, (tab, id) => {
            const scene = sceneOf(tab, command.scene);
            world.wishes.places.push({ scene: scene.uid, id });
            void tab.service.place(id, scene);
        }),
    elsewhere: (world) => payElsewhere(world, pictureBytes(7), (image) => tripoRequest(image, tripoDefaults)),
    readElsewhere: (world, command) => onTab(world, command, (tab) => void tab.service.readElsewhere()),
    adopt: (world, command) =>
        onTab(world, command, (tab) => {
            const { jobs } = tab.state().elsewhere;
            const job = jobs[command.job % Math.max(1, jobs.length)];
            if (job === undefined) {
                void tab.service.readElsewhere();
            } else {
                void tab.service.adopt(job.jobId, sceneOf(tab, command.scene));
            }
        }),
    limit: (world, { do: _, tab, ...limits }) => onTab(world, { tab }, ({ service }) => void service.setLimits(limits)),
    freeStorage: (world, command) => onTab(world, command, ({ service }) => void service.freeStorage()),
    reopen: (world, command) => onTab(world, command, ({ service }) => service.reopen()),
    askAgain: (world, command) => onTab(world, command, ({ service }) => service.retryQuote()),
    addScene: (world, command) => onTab(world, command, (tab) => void tab.addScene()),
    disposeScene: (world, command) => onTab(world, command, (tab) => sceneOf(tab, command.scene).dispose()),
    sleep: (world, { ms }) => world.clock.jump(ms),
    setClock: (world, { ms }) => {
        world.clockOffset += ms;
    },
    skew: ({ emulator }, { ms }) => emulator.control.setClockSkew(ms),
    trouble: (world, { tab, trouble }) => forPage(world, tab, (page) => world.trouble.begin(page, trouble)),
    room: ({ room }, { megabytes }) => {
        room.quota = megabytes === undefined ? undefined : megabytes * 2 ** 20;
        room.used = megabytes === undefined ? undefined : 0;
    },
    offline: (world, { tab, ms }) =>
        forPage(world, tab, (page) => world.network.offlineUntil.set(page, world.clock.now() + ms)),
    latency: ({ network }, { ms }) => {
        network.latency = ms;
    },
    plan: ({ emulator }, { plan }) => emulator.control.schedule([plan]),
    expireLinks: ({ emulator }) => emulator.control.expireLinks(),
    deleteFiles: ({ emulator: { control } }, { job }) => {
        const calls = control.paidCalls();
        calls[job % Math.max(1, calls.length)]?.assetIds.forEach(control.deleteAsset);
    },
};

function forPage(world: FaultWorld, tab: number | "all", act: (page: string) => void): void {
    if (tab === "all") {
        act("all");
    } else {
        onTab(world, { tab }, ({ name }) => act(name));
    }
}

/** One of few pictures, so that requests are the same now and then. */
export function givePicture({ service }: FaultTab, number: number): void {
    void service.setPicture(new File([pictureBytes(number)], `chair-${number}.png`));
}
