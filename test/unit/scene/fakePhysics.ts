import "@babylonjs/core/Physics/joinedPhysicsEngineComponent";
import "@babylonjs/core/Physics/v2/physicsEngineComponent";
import { Vector3 } from "@babylonjs/core/Maths/math.vector";
import type { IPhysicsEnginePluginV2, PhysicsShapeParameters } from "@babylonjs/core/Physics/v2/IPhysicsEnginePlugin";
import type { PhysicsBody } from "@babylonjs/core/Physics/v2/physicsBody";
import type { Scene } from "@babylonjs/core/scene";

export interface FakePhysics {
    /** Bodies there are, with the extents of their boxes and their masses. */
    bodies(): { node: string; extents: number[]; mass: number }[];
    /** Where a step would put each body's node: at the node when it was told to follow it, else where it was. */
    step(): void;
}

/**
 * An engine of the second generation that simulates nothing but who moves whom: a body stays where it is and takes its
 * node back there with every step, unless it was told to follow its node, as Havok does.
 */
export function enableFakePhysics(scene: Scene): FakePhysics {
    const places = new Map<PhysicsBody, Vector3>();
    const extents = new Map<object, number[]>();
    const masses = new Map<PhysicsBody, number>();
    const calls: Record<string, unknown> = {
        name: "fake",
        world: {},
        getPluginVersion: () => 2,
        initBody: (body: PhysicsBody, _motion: unknown, position: Vector3) => places.set(body, position.clone()),
        disposeBody: (body: PhysicsBody) => places.delete(body),
        initShape: (shape: object, _type: unknown, { extents: size }: PhysicsShapeParameters) =>
            extents.set(shape, size?.asArray() ?? []),
        setMassProperties: (body: PhysicsBody, { mass = 0 }) => masses.set(body, mass),
        executeStep: () => {
            for (const [body, place] of places) {
                if (body.disablePreStep) body.transformNode.setAbsolutePosition(place);
                else place.copyFrom(body.transformNode.getAbsolutePosition());
            }
        },
    };
    const plugin = new Proxy(calls, { get: (known, name) => Reflect.get(known, name) ?? (() => undefined) });
    // What it leaves out answers nothing, which is all that is asked of it here.
    scene.enablePhysics(Vector3.Zero(), plugin as unknown as IPhysicsEnginePluginV2);
    return {
        bodies: () =>
            [...places.keys()].map((body) => ({
                node: body.transformNode.name,
                extents: (body.shape && extents.get(body.shape)) ?? [],
                mass: masses.get(body) ?? 0,
            })),
        step: () => scene._advancePhysicsEngineStep(16),
    };
}
