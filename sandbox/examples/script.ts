import { createScenarioClient, explainError, generateModel } from "../../plugin/index";
import { createScene } from "../createScene";

// For scripts: one picture becomes a model in the scene, without any UI. `?image=` takes another picture's address.
const scene = createScene();
const client = createScenarioClient({ baseUrl: "/api/scenario" });
const picture = new URLSearchParams(location.search).get("image") ?? drawPicture();
const progress = document.querySelector("#progress");

generateModel(picture, {
    client,
    scene,
    options: { textureQuality: "detailed" },
    placement: { size: { mode: "height", metres: 1.5 } },
    maximumCost: 100,
    onProgress: ({ stage }) => progress?.replaceChildren(stage),
}).then(
    ({ model, job }) => progress?.replaceChildren(`${model.wrapper.name} stands, ${job.cost ?? "?"} CU`),
    (error: unknown) => progress?.replaceChildren(explainError(error)),
);

/** A mushroom, so that the example needs no file. */
function drawPicture(): HTMLCanvasElement {
    const canvas = document.createElement("canvas");
    canvas.width = 512;
    canvas.height = 512;
    const context = canvas.getContext("2d");
    if (context !== null) {
        context.fillStyle = "#efe3cf";
        context.fillRect(206, 250, 100, 220);
        context.fillStyle = "#c0392b";
        context.beginPath();
        context.ellipse(256, 260, 200, 180, 0, Math.PI, 2 * Math.PI);
        context.fill();
        context.fillStyle = "#ffffff";
        for (const [x, y, radius] of [
            [190, 190, 28],
            [290, 150, 34],
            [350, 220, 22],
        ] as const) {
            context.beginPath();
            context.arc(x, y, radius, 0, 2 * Math.PI);
            context.fill();
        }
    }
    return canvas;
}
