import type { Scene } from "@babylonjs/core/scene";
import { selfHostDecoders } from "./selfHostDecoders";
import { openStage } from "./tool/openStage";
import { createLevel } from "./tool/sets";

/** A small level in metres: a ground, three crates, two lights and a camera, drawn into `#canvas`. */
export function createScene(): Scene {
    selfHostDecoders();
    const stage = openStage();
    stage.show(createLevel(stage.engine));
    return stage.scene;
}
