import { ShowInspector } from "@babylonjs/inspector";
import { createGenerateFromImage } from "../../plugin/inspector";
import { createScene } from "../createScene";

// For people who open the Inspector in their own app: offer the pane in the Inspector's Extensions dialog. To have it
// there from the start, pass `serviceDefinitions: extension.serviceDefinitions` instead.
const scene = createScene();
const extension = createGenerateFromImage({ relayUrl: "/api/scenario" });
ShowInspector(scene, { layoutMode: "inline", extensionFeeds: [extension.feed] });
