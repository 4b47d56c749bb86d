import { z } from "zod";
import type { EmulatorState } from "./emulatorState";
import { answerJson, ErrorAnswer, parseOrRefuse, refuse } from "./errorAnswer";
import type { EmulatorContext, Operation } from "./faults";
import { readInputs } from "./generateInputs";
import { createId } from "./identity";
import { describeJob, isRunning } from "./jobs";
import { priceOf } from "./prices";
import { startWork } from "./publishResult";
import type { StoredJob } from "./storedJob";
import { tripoModelId } from "./tripoModel";

/** Only the query can ask for a dry run; the same word in the body does not (reference, section 3). */
export function generateOperation(context: EmulatorContext): Operation {
    return context.req.query("dryRun") === "true" ? "generate.dryRun" : "generate.run";
}

/** `POST /generate/custom/{modelId}`: checks everything, then quotes or charges. */
export async function generate(state: EmulatorState, context: EmulatorContext, json: unknown): Promise<Response> {
    const modelId = context.req.param("modelId") ?? "";
    if (modelId !== tripoModelId) {
        refuse(404, `Model ${modelId} not found`);
    }
    checkPlan(state, modelId);
    const body = parseOrRefuse(z.record(z.string(), z.unknown()), json);
    const options = readInputs(body);
    if (state.assets.get(options.image)?.kind !== "image") {
        refuse(404, `Asset ${options.image} not found`, { details: { field: "image" } });
    }
    const cost = priceOf(options);
    if (generateOperation(context) === "generate.dryRun") {
        return quote(state, cost);
    }
    checkConcurrency(state);
    const job: StoredJob = {
        id: createId("job"),
        modelId,
        body,
        options,
        cost,
        createdAt: state.now(),
        failure: state.failures.shift(),
        script: state.scripts.shift(),
        reads: 0,
        result: undefined,
        assetIds: [],
        finishedAt: undefined,
    };
    state.jobs.set(job.id, job);
    if (!job.failure) {
        startWork(state, job);
    }
    return answerJson(200, { job: describeJob(state, job), creativeUnitsCost: cost, creativeUnitsDiscount: 0 });
}

function quote(state: EmulatorState, cost: number): Response {
    if (state.settings.dryRunStatus === 402) {
        return answerJson(402, { statusCode: 402, message: "Dry run completed", estimatedCost: cost });
    }
    return answerJson(state.settings.dryRunStatus, {
        creativeUnitsCost: cost,
        creativeUnitsDiscount: 0,
        costDetails: { "custom-generation": cost },
    });
}

function checkPlan(state: EmulatorState, modelId: string): void {
    if (state.settings.plan) {
        refuse(403, "You are not allowed to use this model with your plan", {
            name: "ModelAccessRestrictedError",
            details: { ...state.settings.plan, modelId },
        });
    }
}

/** Nothing is accepted or billed above the team's ceiling (reference 3.2, row 429). */
function checkConcurrency(state: EmulatorState): void {
    const ceiling = state.settings.concurrency;
    if (!ceiling || [...state.jobs.values()].filter(isRunning).length < ceiling.limit) {
        return;
    }
    const { limit, retryAfter, remainingSeconds } = ceiling;
    throw new ErrorAnswer(
        429,
        {
            reason: "Too many generations are running",
            name: "TooManyRequestsError",
            details: { actionName: "custom-generation", actionLimit: limit },
            ...(remainingSeconds === undefined ? {} : { remainingSeconds }),
            trace_id: createId("job").slice(4),
        },
        retryAfter === undefined ? {} : { "retry-after": String(retryAfter) },
    );
}
