import type { Actions } from "./command";
import type { FaultTab } from "./faultTab";
import { givePicture, onRecord, onTab, pick, sceneOf } from "./picks";

/** What people do in the pane. Nobody waits for it, as the pane does not either. */
export const userActions: Actions<
    | "picture"
    | "option"
    | "variants"
    | "press"
    | "pressEverywhere"
    | "confirm"
    | "stop"
    | "resume"
    | "dismiss"
    | "forget"
    | "load"
    | "save"
    | "place"
    | "readElsewhere"
    | "adopt"
    | "limit"
    | "freeStorage"
    | "reopen"
    | "askAgain"
> = {
    picture: (world, command) => onTab(world, command, (tab) => givePicture(tab, command.picture)),
    option: (world, { name, value, ...command }) =>
        onTab(world, command, ({ service }) => service.setOption(name, value)),
    variants: (world, { count, ...command }) => onTab(world, command, ({ service }) => service.setVariants(count)),
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
            tab.presses += isWanted ? tab.state().variants : 0;
            void tab.service.confirm(sceneOf(tab, scene), isWanted);
        }),
    stop: (world, command) =>
        onRecord(world, command, ({ service }, id) => {
            world.wishes.stopped.add(id);
            void service.stop(id);
        }),
    resume: (world, command) => onRecord(world, command, ({ service }, id) => void service.resume(id)),
    dismiss: (world, command) => onRecord(world, command, ({ service }, id) => void service.dismiss(id)),
    forget: (world, command) =>
        onRecord(world, command, ({ service }, id) => {
            world.wishes.forgotten.add(id);
            void service.forget(id);
        }),
    load: (world, command) => onRecord(world, command, ({ service }, id) => void service.reload(id)),
    save: (world, command) => onRecord(world, command, ({ service }, id) => void service.modelFile(id)),
    place: (world, command) =>
        onRecord(world, command, (tab, id) => {
            const scene = sceneOf(tab, command.scene);
            world.wishes.places.push({ scene: scene.uid, id });
            void tab.service.place(id, scene);
        }),
    readElsewhere: (world, command) => onTab(world, command, ({ service }) => void service.readElsewhere()),
    adopt: (world, command) =>
        onTab(world, command, (tab) => {
            const job = pick(tab.state().elsewhere.jobs, command.job);
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
};

function press(tab: FaultTab, scene: number): void {
    // Each variant is a generation of its own.
    tab.presses += tab.state().variants;
    void tab.service.generate(sceneOf(tab, scene));
}
