import type { Scene } from "@babylonjs/core/scene";
import { type FaultTab, jobOf } from "./faultTab";
import type { FaultWorld } from "./faultWorld";

/** Each scene has the models that were made for it or asked into it, as often as that, and no others. What not, in words. */
export function checkScenes(world: FaultWorld): string[] {
    return world
        .openTabs()
        .flatMap((tab) =>
            tab.scenes.filter(({ isDisposed }) => !isDisposed).flatMap((scene) => checkScene(world, tab, scene)),
        );
}

function checkScene(world: FaultWorld, tab: FaultTab, scene: Scene): string[] {
    const models = scene.transformNodes.filter((node) => jobOf(node) !== undefined);
    const announced = tab.placed.filter((model) => model.scene === scene);
    const jobs = models.map((node) => jobOf(node) ?? "");
    return [
        ...models
            .filter((node) => !announced.some(({ wrapper }) => wrapper === node))
            .map((node) => `Nobody was told of ${jobOf(node)}`),
        ...announced
            .filter(({ wrapper }) => !models.includes(wrapper))
            .map(({ jobId }) => `${jobId} was placed and is gone`),
        ...[...new Set(jobs)].flatMap((job) => {
            const count = jobs.filter((other) => other === job).length;
            const most = timesMeant(world, scene, job);
            return count <= most ? [] : [`${job} stands ${count} times in a scene where it was asked ${most} times`];
        }),
    ];
}

/** Once for the scene it was made for, and once for each time somebody asked it into this one. */
function timesMeant({ journal, wishes }: FaultWorld, { uid }: Scene, jobId: string): number {
    const { id } = journal.entries.findLast(({ after }) => after?.jobId === jobId) ?? {};
    const first = journal.entries.find((entry) => entry.id === id);
    const isTarget = first?.after?.target === uid;
    return (isTarget ? 1 : 0) + wishes.places.filter((wish) => wish.id === id && wish.scene === uid).length;
}

/** A record that is placed has been placed somewhere. */
export function checkPlaced({ journal, tabs }: FaultWorld): string[] {
    const everywhere = new Set(tabs.flatMap(({ placed }) => placed.map(({ jobId }) => jobId)));
    return [...journal.current.values()]
        .filter(({ state, jobId }) => state.name === "placed" && !everywhere.has(jobId))
        .map(({ id }) => `${id} is said to be placed, and nobody has seen it`);
}
