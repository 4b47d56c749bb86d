import type { Scene } from "@babylonjs/core/scene.js";

/** The scenes whose canvas has the pane's own listeners. */
export const attachedScenes = new WeakSet<Scene>();
