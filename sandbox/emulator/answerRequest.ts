import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { EmulatorContext } from "./emulatorContext";
import type { EmulatorState } from "./emulatorState";
import { answerError, answerJson, tooManyRequests } from "./errorAnswer";
import type { Fault } from "./faults";
import type { Operation } from "./operation";
import { sendDamaged } from "./sendDamaged";

/** Does the work of one request and answers, or does what is planned for this request. */
export async function answerRequest(
    state: EmulatorState,
    operation: Operation,
    context: EmulatorContext,
    work: () => Promise<Response>,
): Promise<Response> {
    const fault = state.faults.take(operation);
    if (!fault) {
        return await work();
    }
    // Whether it is an error or not does not matter to what happens on the line.
    const answered = () => work().catch(answerError);
    const early = fault.when === "after" ? await answered() : undefined;
    await waitFor(state, context, fault);
    return await deliver(state, context, fault, async () => early ?? (await answered()));
}

async function waitFor(state: EmulatorState, context: EmulatorContext, fault: Fault): Promise<void> {
    if (fault.delay === undefined && !("hold" in fault)) {
        return;
    }
    // The whole request has arrived: from here on it is worked on, also when the client does not stay for the answer.
    await context.req.arrayBuffer();
    if (fault.delay !== undefined) {
        await state.delay(fault.delay, state.closing.signal, context.req.raw);
    }
    if ("hold" in fault) {
        await fault.hold;
    }
}

async function deliver(
    state: EmulatorState,
    context: EmulatorContext,
    fault: Fault,
    answered: () => Promise<Response>,
): Promise<Response> {
    if ("drop" in fault) {
        context.env.incoming.socket.destroy();
        return RESPONSE_ALREADY_SENT;
    }
    if ("tooMany" in fault) {
        return answerError(tooManyRequests(fault.tooMany));
    }
    if ("status" in fault) {
        return plannedAnswer(fault);
    }
    const answer = await answered();
    if ("without" in fault) {
        return await withoutFields(answer, fault.without);
    }
    if ("json" in fault || "file" in fault) {
        return await sendDamaged(state, context, answer, "json" in fault ? fault.json : fault.file);
    }
    return answer;
}

function plannedAnswer({ status, body, headers }: Extract<Fault, { status: number }>): Response {
    if (typeof body === "string") {
        return new Response(body, { status, headers: { "content-type": "text/html", ...headers } });
    }
    return answerJson(status, body ?? { message: "Planned fault" }, headers);
}

async function withoutFields(answer: Response, fields: readonly string[]): Promise<Response> {
    if (!answer.headers.get("content-type")?.includes("json")) {
        return answer;
    }
    const body: unknown = await answer.json();
    const left = JSON.stringify(body, (key, value: unknown) => (fields.includes(key) ? undefined : value));
    return new Response(left, answer);
}
