import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context } from "hono";
import { answerJson } from "./errorAnswer";

/** Every call the emulator answers, named after the reference. `files.*` live on the files origin. */
export type Operation =
    | "assets.upload"
    | "assets.list"
    | "assets.retrieve"
    | "assets.getBulk"
    | "assets.delete"
    | "assets.download"
    | "uploads.create"
    | "uploads.retrieve"
    | "uploads.action"
    | "models.list"
    | "models.retrieve"
    | "generate.dryRun"
    | "generate.run"
    | "jobs.retrieve"
    | "jobs.list"
    | "jobs.action"
    | "files.part"
    | "files.read"
    | "files.thumbnail";

/** How a file arrives damaged. `short` ends cleanly too early; `cut` loses the connection half way; `stalled` stops. */
export type FileDamage = "short" | "cut" | "stalled" | "slow" | "html" | "corrupt" | "wrong-type";

interface FaultTarget {
    operation: Operation;
    /** How many requests it hits; default 1. */
    times?: number;
    /** `after`: the work is done (and paid) first, only the answer is lost. Default `before`. */
    when?: "before" | "after";
}

export type Fault = FaultTarget &
    (
        | { status: number; body?: unknown; headers?: Readonly<Record<string, string>> }
        | { drop: true }
        /** The answer waits until this promise settles. */
        | { hold: Promise<unknown> }
        /** Only for `files.read`. */
        | { file: FileDamage }
    );

export type EmulatorContext = Context<{ Bindings: HttpBindings }>;

/** The planned faults, first in first out for each operation. */
export interface Faults {
    add(fault: Fault): void;
    clear(): void;
    /** Runs `work` for one request, or what a planned fault makes of it. */
    around(
        operation: Operation,
        context: EmulatorContext,
        work: (damage?: FileDamage) => Promise<Response>,
    ): Promise<Response>;
}

export function createFaults(): Faults {
    let planned: { fault: Fault; left: number }[] = [];

    function take(operation: Operation): Fault | undefined {
        const found = planned.find((entry) => entry.fault.operation === operation && entry.left > 0);
        if (found) {
            found.left -= 1;
            planned = planned.filter((entry) => entry.left > 0);
        }
        return found?.fault;
    }

    return {
        add(fault) {
            planned.push({ fault, left: fault.times ?? 1 });
        },
        clear() {
            planned = [];
        },
        async around(operation, context, work) {
            const fault = take(operation);
            if (!fault) {
                return await work();
            }
            if ("file" in fault) {
                return await work(fault.file);
            }
            const answer = fault.when === "after" ? await work() : undefined;
            if ("hold" in fault) {
                await fault.hold;
                return answer ?? (await work());
            }
            return "drop" in fault ? dropConnection(context) : plannedAnswer(fault);
        },
    };
}

function dropConnection(context: EmulatorContext): Response {
    context.env.incoming.socket.destroy();
    return RESPONSE_ALREADY_SENT;
}

function plannedAnswer(fault: {
    status: number;
    body?: unknown;
    headers?: Readonly<Record<string, string>>;
}): Response {
    if (typeof fault.body === "string") {
        return new Response(fault.body, {
            status: fault.status,
            headers: { "content-type": "text/html", ...fault.headers },
        });
    }
    return answerJson(fault.status, fault.body ?? { message: "Planned fault" }, fault.headers);
}
