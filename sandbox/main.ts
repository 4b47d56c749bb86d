import { holdRoom } from "./tool/holdRoom";
import { openStage } from "./tool/openStage";
import { createLevel } from "./tool/sets";
import { chosenTheme, showTheme } from "./tool/theme";

// The app for level designers. The scene is drawn first: the Inspector and the rest of the tool are large, and come when
// there is something to see.
showTheme(chosenTheme());
const stage = openStage();
holdRoom(stage.canvas);
stage.show(createLevel(stage.engine));
await stage.drawn();
performance.mark("first frame");
stage.rest(true);
const { startTool } = await import("./tool/startTool");
startTool(stage);
stage.rest(false);
