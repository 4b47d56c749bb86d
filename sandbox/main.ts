import { ShowInspector } from "@babylonjs/inspector";
import { createGenerateFromImage } from "../plugin/inspector";
import { createScene } from "./createScene";

// The app for level designers: a small level with the Inspector open and the pane in it. `?theme=light` or `?theme=dark`
// fixes the theme, `?feed` offers the pane through the Extensions dialog instead of having it there from the start.
const query = new URLSearchParams(location.search);
const theme = query.get("theme");

const scene = createScene();
const createExtension = () => createGenerateFromImage({ relayUrl: "/api/scenario" });
const openInspector = (extension: ReturnType<typeof createExtension>) =>
    ShowInspector(scene, {
        layoutMode: "inline",
        disableTeachingMoments: true,
        themeMode: theme === "light" || theme === "dark" ? theme : "system",
        ...(query.has("feed")
            ? { extensionFeeds: [extension.feed] }
            : { serviceDefinitions: extension.serviceDefinitions }),
    });
const extension = createExtension();

// For the browser's console, and for tests.
Object.assign(globalThis, { inspector: openInspector(extension), openInspector, extension, createExtension });
