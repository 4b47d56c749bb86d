import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";

/** One request, with Node's own request and response behind it. */
export type EmulatorContext = Context<{ Bindings: HttpBindings }>;
