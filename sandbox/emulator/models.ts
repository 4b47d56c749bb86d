import { z } from "zod";
import type { EmulatorContext } from "./emulatorContext";
import type { EmulatorState } from "./emulatorState";
import { answerJson, parseOrRefuse, refuse } from "./errorAnswer";
import { readPageQuery } from "./paging";
import { listedTripoModel, tripoModelId, wholeTripoModel } from "./tripoModel";

const modelsQuery = z.object({ privacy: z.enum(["public", "private"]).default("private") });

/** `GET /models`: one's own models unless public ones are asked for; rows have no inputs (reference, section 6). */
export async function listModels(state: EmulatorState, context: EmulatorContext): Promise<Response> {
    const { privacy } = parseOrRefuse(modelsQuery, context.req.query());
    readPageQuery(context, { most: 500, usual: 50 });
    return answerJson(200, { models: privacy === "public" ? [listedTripoModel(restrictionOf(state))] : [] });
}

export async function retrieveModel(state: EmulatorState, context: EmulatorContext): Promise<Response> {
    const id = context.req.param("modelId") ?? "";
    if (id !== tripoModelId) {
        refuse(404, `Model ${id} not found`);
    }
    return answerJson(200, { model: wholeTripoModel(restrictionOf(state)) });
}

/** 0 is any plan, 50 is Pro. */
function restrictionOf(state: EmulatorState): number {
    return state.settings.plan ? 50 : 0;
}
