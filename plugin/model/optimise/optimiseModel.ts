import type { Document } from "@gltf-transform/core";
import { dedup } from "@gltf-transform/functions";
import { inspectModel } from "../inspectModel";
import { isError, type ModelReport } from "../modelReport";
import { type OptimisedModel, type OptimiseSettings, optimiseSettingsSchema } from "../optimisedModel";
import { describeChanges } from "./describeChanges";
import { dropUnused } from "./dropUnused";
import { findLoss } from "./findLoss";
import { makeCoarse } from "./makeCoarse";
import { makeLevels } from "./makeLevels";
import { measureDocument } from "./measureDocument";
import { type DracoLoader, lostExtension, openModel, packingsOf, writeModel } from "./openModel";
import type { PictureCodec } from "./pictureCodec";
import { reduceTextures } from "./reduceTextures";
import { reduceTriangles } from "./reduceTriangles";
import { toTriangleLists } from "./toTriangleLists";

/** What differs between a browser's Worker and Node. */
export interface OptimisePorts {
    /** Scales pictures. Without it textures stay as they are. */
    pictures?: PictureCodec | undefined;
    /** Without it files that are packed with Draco stay as they are. */
    loadDraco?: DracoLoader | undefined;
    /** Takes note that the bytes given are read, and not needed here any more. */
    onRead?: (() => void) | undefined;
}

export interface OptimiseModelOptions extends OptimiseSettings {
    signal?: AbortSignal | undefined;
    /** Takes the report of the original as soon as there is one. */
    onReport?: ((report: ModelReport) => void) | undefined;
    /** Takes a coarse version of the original as a file of its own, long before the result. Nothing when it has none. */
    onCoarse?: ((coarse: Uint8Array) => void) | undefined;
    /** Takes a lighter model as soon as there is one: its levels are made after that, and are in what is returned. */
    onLighter?: ((lighter: OptimisedModel) => void) | undefined;
}

type Settings = ReturnType<typeof optimiseSettingsSchema.parse>;

/**
 * Makes a model file lighter until it is within a budget: merges vertices that are alike, drops what is not shown, takes
 * triangles away where it is seen least, scales textures down, and unpacks. Bones, shape keys and animations stay as they
 * are. The bytes given are not touched; they are returned, with the reason, where the file is within the budget already
 * or the result would lose something, be heavier or not pass the check.
 *
 * Pure, without Babylon.js, in Node and in Workers. Runs on the calling thread for seconds with a large model. Rejects
 * with the signal's reason, and for nothing else.
 */
export async function optimiseModel(
    bytes: Uint8Array,
    options: OptimiseModelOptions = {},
    ports: OptimisePorts = {},
): Promise<OptimisedModel> {
    const settings = optimiseSettingsSchema.parse(options);
    await pause(options.signal);
    const before = inspectModel(bytes);
    options.onReport?.(before);
    const refusal = findRefusal(before, ports);
    if (refusal) {
        return original(bytes, before, refusal);
    }
    try {
        return await run(bytes, before, settings, options, ports);
    } catch (error) {
        options.signal?.throwIfAborted();
        const cause = error instanceof Error ? error.message : String(error);
        return original(bytes, before, `The model could not be worked on: ${cause}`);
    }
}

function findRefusal(report: ModelReport, { loadDraco }: OptimisePorts): string | undefined {
    const issue = report.issues.find(isError);
    if (issue) {
        return issue.message;
    }
    const lost = lostExtension(report);
    if (lost !== undefined) {
        return `The model uses "${lost.slice(0, 60)}", which would be lost if it were changed.`;
    }
    const isLocked = packingsOf(report).includes("Draco") && !loadDraco;
    return isLocked ? "The model is packed with Draco, for which no decoder was given." : undefined;
}

function original(bytes: Uint8Array, report: ModelReport, reason: string): OptimisedModel {
    const figures = { before: report, after: report, error: 0, levels: [] };
    return { bytes, isChanged: false, reason, steps: [], shortcomings: [], ...figures };
}

async function run(
    bytes: Uint8Array,
    before: ModelReport,
    settings: Settings,
    { signal, onCoarse, onLighter }: OptimiseModelOptions,
    ports: OptimisePorts,
): Promise<OptimisedModel> {
    const document = await openModel(bytes, before, ports.loadDraco);
    ports.onRead?.();
    if (onCoarse) {
        await pause(signal);
        const coarse = await makeCoarse(document, ports.pictures).catch(() => undefined);
        if (coarse) onCoarse(coarse);
    }
    await pause(signal);
    if (!isOver(before, settings) && !(settings.unpack && packingsOf(before).length > 0)) {
        const levels = makeLevels(document, settings.levels);
        return { ...original(bytes, before, "The model is within the budget."), levels };
    }
    const lighter = await lighten(document, { bytes, before, settings, signal, pictures: ports.pictures });
    if (!lighter.isChanged) {
        return lighter;
    }
    onLighter?.(lighter);
    await pause(signal);
    return { ...lighter, levels: makeLevels(document, settings.levels) };
}

function isOver({ triangles, textureMemory }: ModelReport, settings: Settings): boolean {
    return triangles > settings.triangles || textureMemory > settings.textureMemory;
}

interface Work {
    bytes: Uint8Array;
    before: ModelReport;
    settings: Settings;
    signal: AbortSignal | undefined;
    pictures: PictureCodec | undefined;
}

async function lighten(
    document: Document,
    { bytes, before, settings, signal, pictures }: Work,
): Promise<OptimisedModel> {
    await document.transform(dedup({ propertyTypes: ["Texture"] }));
    dropUnused(document);
    // Before the triangles, whose simplifier does not give back the memory that it takes.
    const textures = await reduceTextures(document, before, settings.textureMemory, pictures);
    await pause(signal);
    toTriangleLists(document);
    const bounds = findBounds(document, before);
    const error = reduceTriangles(document, settings.triangles, longestSide(bounds ?? measureDocument(document)));
    await document.transform(dedup({ propertyTypes: ["Accessor"] }));
    dropUnused(document);
    await pause(signal);
    const result = await writeModel(document);
    const after = inspectModel(result);
    const loss = findLoss({ ...before, bounds }, after);
    if (loss) {
        return original(bytes, before, loss);
    }
    const changes = describeChanges(before, after, settings.triangles);
    const steps = [...changes.steps, ...textures.steps];
    const shortcomings = [...changes.shortcomings, ...textures.shortcomings];
    return { bytes: result, isChanged: true, steps, shortcomings, error, before, after, levels: [] };
}

/** The check cannot look into what is packed, and then believes what the file says, if that. Undefined when unknown. */
function findBounds(document: Document, report: ModelReport): ModelReport["bounds"] {
    if (packingsOf(report).length === 0) {
        return report.bounds;
    }
    return report.skins.length === 0 ? measureDocument(document) : undefined;
}

function longestSide(bounds: ModelReport["bounds"]): number {
    return Math.max(0, ...(bounds?.max.map((high, axis) => high - (bounds.min[axis] ?? 0)) ?? []));
}

/** Lets a signal in between two steps that hold the thread. */
async function pause(signal: AbortSignal | undefined): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve));
    signal?.throwIfAborted();
}
