import type { Scene } from "@babylonjs/core/scene";
import { type InspectorToken, ShowInspector } from "@babylonjs/inspector";
import { createGenerateFromImage } from "../../plugin/inspector";
import { selfHostDecoders } from "../selfHostDecoders";
import { startBar } from "./bar";
import { createFileIntake } from "./fileIntake";
import { frameNodes } from "./frameNodes";
import { holdStill } from "./holdRoom";
import { createInspectorLink, type InspectorLink, shownPanes } from "./inspectorLink";
import { listenForKeys } from "./listenForKeys";
import type { Stage } from "./openStage";
import { createSceneDesk } from "./sceneDesk";
import { createEmptySet, createLevel } from "./sets";
import { takeDrops } from "./takeDrops";
import { fixedTheme } from "./theme";
import { createUnsavedWork } from "./unsavedWork";
import { isWalking, setWalking } from "./walk";

type Extension = ReturnType<typeof createGenerateFromImage>;

/** Everything of the page but its first frame: the Inspector with the pane, the bar, opening and saving. */
export function startTool(stage: Stage): void {
    selfHostDecoders();
    const work = createUnsavedWork();
    work.keep(stage.scene);
    const link = createInspectorLink(work.note);
    const createExtension = () => createGenerateFromImage({ relayUrl: "/api/scenario" });
    const extension = createExtension();
    let still = Promise.resolve();
    const openInspector = (which: Extension) => {
        still = holdStill(stage);
        return showInspector(stage.scene, which, link);
    };
    // For the browser's console, and for tests.
    const inspector = openInspector(extension);
    const page = Object.assign(globalThis, { inspector, openInspector, extension, createExtension });
    const show = async (scene: Scene) => {
        const panes = shownPanes();
        await page.inspector.dispose();
        stage.show(scene);
        bar.setWalking(false);
        await stage.drawn();
        page.inspector = openInspector(extension);
        await still;
        link.turnTo(panes);
    };
    const desk = createSceneDesk({ stage, work, show, setBusy: (isBusy) => bar.setBusy(isBusy) });
    const { take, pick, giveSample } = createFileIntake(desk, extension);
    const frame = () => frameNodes(stage.scene, link.selected());
    const walk = () => {
        setWalking(stage.scene, !isWalking(stage.scene));
        bar.setWalking(isWalking(stage.scene));
        stage.canvas.focus();
    };
    const bar = startBar(
        {
            empty: () => void desk.begin(createEmptySet),
            level: () => void desk.begin(createLevel),
            open: pick,
            saveGlb: () => void desk.save("glb"),
            saveBabylon: () => void desk.save("babylon"),
            frame,
            walk,
        },
        (address, name) => void giveSample(address, name),
    );
    listenForKeys(stage.canvas, { frame, walk, open: pick, save: () => void desk.save() });
    takeDrops((files) => void take(files));
    bar.setBusy(false);
}

function showInspector(scene: Scene, extension: Extension, link: InspectorLink): InspectorToken {
    const themeMode = fixedTheme();
    const { feed, serviceDefinitions } = extension;
    // `?feed` offers the pane through the Extensions dialog instead of having it there from the start.
    const isOffered = new URLSearchParams(location.search).has("feed");
    return ShowInspector(scene, {
        layoutMode: "inline",
        disableTeachingMoments: true,
        ...(themeMode && { themeMode }),
        ...(isOffered && { extensionFeeds: [feed] }),
        serviceDefinitions: [link.definition, ...(isOffered ? [] : serviceDefinitions)],
    });
}
