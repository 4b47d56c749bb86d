import type { ModelFacts } from "./modelFacts";

/**
 * A script that makes such a model again and places it as this one stands. What the package's own options and placement
 * are, and nothing of where the files or the keys are.
 */
export function modelCode({ wrapper, model, dimensions, heading }: ModelFacts): string {
    const { x, y, z } = wrapper.getAbsolutePosition();
    const { unitsPerMetre, provenance } = model;
    const { front = "+X", options = {} } = provenance;
    const placement = {
        position: { x: rounded(x), y: rounded(y), z: rounded(z) },
        ...(dimensions && { size: { mode: "height", metres: rounded(dimensions.height) } }),
        facing: { mode: "heading", radians: rounded((heading * Math.PI) / 180) },
        front,
        ...(unitsPerMetre !== 1 && { unitsPerMetre }),
    };
    return [
        'import { createScenarioClient, generateModel } from "babylon-scenario";',
        "",
        'const client = createScenarioClient({ baseUrl: "/api/scenario" });',
        "// `file` is the picture. `resumeGeneration(jobId, …)` places a job's model again, without paying.",
        "const { model } = await generateModel(file, {",
        "    client,",
        "    scene,",
        `    name: ${JSON.stringify(wrapper.name)},`,
        `    options: ${inCode(options)},`,
        `    placement: ${inCode(placement)},`,
        "});",
        "",
    ].join("\n");
}

function inCode(value: object): string {
    const text = JSON.stringify(value, undefined, 4).replaceAll(/"(\w+)":/g, "$1:");
    return text.replaceAll("\n", "\n    ");
}

function rounded(value: number): number {
    return Math.round(value * 1e4) / 1e4;
}
