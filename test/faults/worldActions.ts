import type { Actions } from "./command";
import { payElsewhere } from "./payElsewhere";
import { forPage, givePicture, onTab, pick, sceneOf } from "./picks";

const mostTabs = 3;

/** What happens to pages, and around them. */
export const worldActions: Actions<
    | "open"
    | "kill"
    | "close"
    | "reload"
    | "hotReload"
    | "hide"
    | "addScene"
    | "disposeScene"
    | "elsewhere"
    | "sleep"
    | "setClock"
    | "skew"
    | "trouble"
    | "room"
    | "offline"
    | "latency"
    | "stall"
    | "plan"
    | "expireLinks"
    | "deleteFiles"
> = {
    open: (world) => {
        if (world.openTabs().length < mostTabs) {
            givePicture(world.openTab(), 0);
        }
    },
    kill: (world, command) => onTab(world, command, (tab) => tab.die()),
    close: (world, command) =>
        onTab(world, command, (tab) => {
            tab.service.dispose();
            tab.die();
        }),
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
    addScene: (world, command) => onTab(world, command, (tab) => void tab.addScene()),
    disposeScene: (world, command) => onTab(world, command, (tab) => sceneOf(tab, command.scene).dispose()),
    elsewhere: payElsewhere,
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
    stall: ({ network }) => {
        network.stalls += 1;
    },
    plan: ({ emulator }, { plan }) => emulator.control.schedule([plan]),
    expireLinks: ({ emulator }) => emulator.control.expireLinks(),
    deleteFiles: ({ emulator: { control } }, { job }) =>
        pick(control.paidCalls(), job)?.assetIds.forEach(control.deleteAsset),
};
