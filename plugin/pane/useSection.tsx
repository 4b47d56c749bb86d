import type { Scene } from "@babylonjs/core/scene.js";
import type { FunctionComponent } from "react";
import type { GenerateService } from "../state/generateService";
import type { PlacementChoice } from "../state/placementChoice";
import { ModelUseLines } from "./modelUseLines";

export interface UseSectionProps {
    placement: PlacementChoice;
    scene: Scene;
    service: GenerateService;
}

/** How the next model will take part in the scene. Applied on import, never sent. */
export const UseSection: FunctionComponent<UseSectionProps> = ({ placement, scene, service }) => (
    <ModelUseLines
        {...service.edits.sceneFacts(scene)}
        use={placement.use}
        onChange={(change) => service.setPlacement({ use: { ...placement.use, ...change } })}
    />
);
