import { openStage } from "./tool/openStage";
import { createLevel } from "./tool/sets";
import { chosenTheme, showTheme } from "./tool/theme";

// The app for level designers. The scene is drawn first: the Inspector and the rest of the tool are large, and come when
// there is something to see.
showTheme(chosenTheme());
const stage = openStage();
stage.show(createLevel(stage.engine));
await stage.scene.whenReadyAsync();
await new Promise<void>((resolve) => stage.scene.onAfterRenderObservable.addOnce(() => resolve()));
performance.mark("first frame");
const { startTool } = await import("./tool/startTool");
startTool(stage);
