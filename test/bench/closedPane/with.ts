import { createGenerateFromImage } from "../../../plugin/inspector";
import { openApp } from "./app";

openApp(createGenerateFromImage().serviceDefinitions);
