import { openApp } from "./app";

// Imported by itself, so that it is in files of its own, which can be told apart.
const { createGenerateFromImage } = await import("../../../plugin/inspector");
openApp(createGenerateFromImage().serviceDefinitions);
