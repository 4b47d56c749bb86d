import "@babylonjs/core/Animations/animatable.js";
import type { Animatable } from "@babylonjs/core/Animations/animatable.core.js";
import type { Animation } from "@babylonjs/core/Animations/animation.js";
import type { AnimationGroup } from "@babylonjs/core/Animations/animationGroup.js";
import type { IAnimationKey } from "@babylonjs/core/Animations/animationKey.js";
import type { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";

type Renew = (animation: Animation) => Animation;

/**
 * Gives everything that animates one node to another one, running or not, where it is now. `ratio` is what the other
 * node's scaling is of this one's, and so what animated scalings become.
 */
export function moveAnimations(from: TransformNode, to: TransformNode, ratio: number): void {
    const scene = from.getScene();
    const renewed = new Map<Animation, Animation>();
    const renew: Renew = (animation) => {
        const found = renewed.get(animation) ?? scaledAnimation(animation, ratio);
        renewed.set(animation, found);
        return found;
    };
    for (const group of scene.animationGroups) {
        moveGroup(group, from, to, renew);
    }
    for (const animatable of scene.getAllAnimatablesByTarget(from)) {
        moveRunning(animatable, to, renew);
    }
    to.animations = [...to.animations, ...from.animations.map(renew)];
    from.animations = [];
}

/** A group finds its targets when it starts, so one that runs is started again at the same frame. */
function moveGroup(group: AnimationGroup, from: TransformNode, to: TransformNode, renew: Renew): void {
    const own = group.targetedAnimations.filter(({ target }) => target === from);
    if (own.length === 0) {
        return;
    }
    const { isStarted, isPlaying, loopAnimation, speedRatio, isAdditive } = group;
    const [running] = group.animatables;
    const frame = group.getCurrentFrame();
    const range = { from: running?.fromFrame ?? group.from, to: running?.toFrame ?? group.to };
    group.stop(true);
    for (const targeted of own) {
        targeted.animation = renew(targeted.animation);
        targeted.target = to;
    }
    if (isStarted) {
        group.start(loopAnimation, speedRatio, range.from, range.to, isAdditive);
        group.goToFrame(frame);
        if (!isPlaying) {
            group.pause();
        }
    }
}

function moveRunning(animatable: Animatable, to: TransformNode, renew: Renew): void {
    const { fromFrame, toFrame, loopAnimation, speedRatio, onAnimationEnd, onAnimationLoop, isAdditive } = animatable;
    const animations = animatable.getAnimations().map(({ animation }) => renew(animation));
    const frame = animatable.masterFrame;
    const isPaused = animatable.paused;
    animatable.stop(undefined, undefined, false, true);
    const moved = to
        .getScene()
        .beginDirectAnimation(
            to,
            animations,
            fromFrame,
            toFrame,
            loopAnimation,
            speedRatio,
            onAnimationEnd ?? undefined,
            onAnimationLoop ?? undefined,
            isAdditive,
        );
    moved.weight = animatable.weight;
    moved.goToFrame(frame);
    if (isPaused) {
        moved.pause();
    }
}

function scaledAnimation(animation: Animation, ratio: number): Animation {
    if (!/^scaling(\.|$)/.test(animation.targetProperty) || Math.abs(ratio - 1) < 1e-9) {
        return animation;
    }
    const scaled = animation.clone(true);
    scaled.setKeys(animation.getKeys().map((key) => scaledKey(key, ratio)));
    for (const event of animation.getEvents()) {
        scaled.addEvent(event);
    }
    return scaled;
}

function scaledKey(key: IAnimationKey, ratio: number): IAnimationKey {
    const scaled = { ...key, value: times(key.value, ratio) };
    for (const tangent of ["inTangent", "outTangent"] as const) {
        if (key[tangent] !== undefined) {
            scaled[tangent] = times(key[tangent], ratio);
        }
    }
    return scaled;
}

/** A number, or a vector as Babylon.js animates it. */
function times<T extends number | { scale(factor: number): T }>(value: T, factor: number): T {
    return (typeof value === "number" ? value * factor : value.scale(factor)) as T;
}
