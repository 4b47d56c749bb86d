import { z } from "zod";
import type { EmulatorContext } from "./emulatorContext";
import type { EmulatorState } from "./emulatorState";
import { answerJson, parseOrRefuse, refuse, tooManyRequests } from "./errorAnswer";
import { readInputs } from "./generateInputs";
import { createId } from "./identity";
import { goesWith, type JobScript } from "./jobScript";
import type { Operation } from "./operation";
import { priceOf } from "./prices";
import { startWork } from "./publishResult";
import { isRunning, type StoredJob } from "./storedJob";
import { tellJob } from "./tellJob";
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
    const isDryRun = generateOperation(context) === "generate.dryRun";
    checkImage(state, options.image, isDryRun);
    const price = priceOf(options);
    if (isDryRun) {
        return quote(state, price);
    }
    checkConcurrency(state);
    const job = createJob(state, { modelId, body, options }, price);
    state.jobs.set(job.id, job);
    if (!job.failure) {
        startWork(state, job);
    }
    const answer = { job: tellJob(state, job), creativeUnitsCost: job.cost, creativeUnitsDiscount: 0 };
    return answerJson(200, answer);
}

/**
 * Scenario's own Blender plugin prices with ids that stand for assets to come (reference 3.1), so a dry run takes an id
 * that never was. One that was deleted is missed in a dry run as well.
 */
function checkImage({ assets, deletedAssets, settings }: EmulatorState, image: string, isDryRun: boolean): void {
    const isPlaceholder = !assets.has(image) && !deletedAssets.has(image);
    const isPriced = isDryRun && isPlaceholder && settings.dryRunPlaceholder === "priced";
    if (assets.get(image)?.kind !== "image" && !isPriced) {
        refuse(404, `Asset ${image} not found`, { details: { field: "image" } });
    }
}

function createJob(
    state: EmulatorState,
    asked: Pick<StoredJob, "modelId" | "body" | "options">,
    price: number,
): StoredJob {
    const script: JobScript = {};
    for (const { job } of state.jobPlans.take(goesWith)) {
        Object.assign(script, job);
    }
    return {
        ...asked,
        id: createId("job"),
        cost: script.cost ?? price,
        createdAt: state.now(),
        failure: script.failure,
        outputs: script.outputs ?? state.settings.outputs,
        script,
        reads: 0,
        finalReads: 0,
        result: undefined,
        assetIds: [],
        finishedAt: undefined,
    };
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
    throw tooManyRequests(ceiling, { actionName: "custom-generation", actionLimit: ceiling.limit });
}
