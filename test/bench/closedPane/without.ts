import { openApp } from "./app";

openApp([]);
