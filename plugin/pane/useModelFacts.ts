import type { Node } from "@babylonjs/core/node.js";
import { useEffect, useMemo, useState } from "react";
import type { GenerateService } from "../state/generateService";
import type { ModelFacts } from "../state/modelFacts";
import { useEditState } from "./useEditState";
import { usePaneState } from "./usePaneState";

/** ms between two looks at whether a gizmo or somebody else moved the model. */
const lookEvery = 400;

/** What is known of the model a node belongs to, again after every change of it. Vertices are not measured for nothing. */
export function useModelFacts(node: Node, service: GenerateService): ModelFacts | undefined {
    const { generations } = usePaneState(service);
    const { revision } = useEditState(service.edits);
    const place = usePlace(node);
    // biome-ignore lint/correctness/useExhaustiveDependencies: they say when the scene was changed
    return useMemo(() => service.edits.factsOf(node), [service, node, generations, revision, place]);
}

/** Changes with where a node is and how large it is. */
function usePlace(node: Node): string {
    const [place, setPlace] = useState("");
    useEffect(() => {
        const look = () => setPlace(node.isDisposed() ? "" : node.getWorldMatrix().asArray().join());
        look();
        const timer = setInterval(look, lookEvery);
        return () => clearInterval(timer);
    }, [node]);
    return place;
}
