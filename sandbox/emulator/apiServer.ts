import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { checkAccess } from "./access";
import { answerRequest } from "./answerRequest";
import { convertAsset, deleteAssets, getAssetsInBulk, listAssets, retrieveAsset, uploadAsset } from "./assets";
import type { EmulatorContext } from "./emulatorContext";
import type { EmulatorState } from "./emulatorState";
import { answerError, ErrorAnswer, refuseAtGateway } from "./errorAnswer";
import { generate, generateOperation } from "./generate";
import { actOnJob, listJobs, retrieveJob, settleJobs } from "./jobs";
import { listModels, retrieveModel } from "./models";
import type { Operation } from "./operation";
import { recordRequest } from "./recordRequest";
import { dateAnswer } from "./serviceDate";
import { actOnUpload, createUpload, retrieveUpload } from "./uploads";

/** The gateway's own limit on any body, in bytes (reference 1.1). */
const greatestBody = 10 * 1024 * 1024;

/** The API origin: every endpoint under /v1, behind Basic auth. */
export function createApiServer(state: EmulatorState): Hono<{ Bindings: HttpBindings }> {
    const app = new Hono<{ Bindings: HttpBindings }>();
    app.onError(answerError);
    app.notFound(() => answerError(new ErrorAnswer(404, { message: "Not Found" })));
    app.use(async (context, next) => {
        recordRequest(state, context, "api");
        await next();
        dateAnswer(state, context);
    });
    app.use(async (context, next) => {
        checkAccess(state, context.req.header("authorization"));
        await next();
    });
    app.use(bodyLimit({ maxSize: greatestBody, onError: () => refuseAtGateway(413, "Request Too Long") }));

    type Handler = (state: EmulatorState, context: EmulatorContext) => Promise<Response>;
    const answer = (operation: Operation | typeof generateOperation, handler: Handler) => (context: EmulatorContext) =>
        answerRequest(state, typeof operation === "string" ? operation : operation(context), context, () => {
            settleJobs(state);
            return handler(state, context);
        });

    const v1 = new Hono<{ Bindings: HttpBindings }>()
        .get("/models", answer("models.list", listModels))
        .get("/models/:modelId", answer("models.retrieve", retrieveModel))
        .get("/assets", answer("assets.list", listAssets))
        .get("/assets/:assetId", answer("assets.retrieve", retrieveAsset))
        .get("/uploads/:uploadId", answer("uploads.retrieve", retrieveUpload))
        .get("/jobs", answer("jobs.list", listJobs))
        .get("/jobs/:jobId", answer("jobs.retrieve", retrieveJob))
        .post(
            "/assets",
            answer("assets.upload", async (_, context) => uploadAsset(state, await readJson(context))),
        )
        .post(
            "/assets/get-bulk",
            answer("assets.getBulk", async (_, context) => getAssetsInBulk(state, await readJson(context))),
        )
        .delete(
            "/assets",
            answer("assets.delete", async (_, context) => deleteAssets(state, await readJson(context))),
        )
        .post(
            "/assets/:assetId/download",
            answer("assets.download", async (_, context) => convertAsset(state, context, await readJson(context))),
        )
        .post(
            "/uploads",
            answer("uploads.create", async (_, context) => createUpload(state, await readJson(context))),
        )
        .post(
            "/uploads/:uploadId/action",
            answer("uploads.action", async (_, context) => actOnUpload(state, context, await readJson(context))),
        )
        .post(
            "/generate/custom/:modelId",
            answer(generateOperation, async (_, context) => generate(state, context, await readJson(context))),
        )
        .post(
            "/jobs/:jobId/action",
            answer("jobs.action", async (_, context) => actOnJob(state, context, await readJson(context))),
        );
    return app.route("/v1", v1);
}

async function readJson(context: EmulatorContext): Promise<unknown> {
    try {
        return await context.req.json();
    } catch {
        refuseAtGateway(400, "Invalid request body");
    }
}
