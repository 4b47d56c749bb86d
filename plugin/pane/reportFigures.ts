import type { RecordReport } from "../generation/generationRecord";
import type { ModelBudget } from "../generation/modelBudget";
import { formatBytes } from "./formatBytes";

export interface ReportFigure {
    label: string;
    value: string;
    isOver: boolean;
}

export interface ReportFigures {
    /** The card in a few words. */
    summary: string;
    figures: readonly ReportFigure[];
    /** What is in the scene costs more than the budget allows. */
    isOver: boolean;
    /** What is in the scene is less than the file has. */
    isLighter: boolean;
}

const count = (value: number) => value.toLocaleString("en");

/** A report in words, against the budget. */
export function reportFigures(report: RecordReport, budget: ModelBudget): ReportFigures {
    const { triangles, textures, textureMemory, size, lighter } = report;
    const inScene = { triangles, textureMemory, ...lighter };
    const areTriangles = inScene.triangles > budget.triangles;
    const areTextures = (inScene.textureMemory ?? 0) > budget.textureMegabytes * 1024 ** 2;
    const bytes = (value: number | undefined) => (value === undefined ? "unknown" : formatBytes(value));
    const extent = size.map((length) => Number(length.toFixed(2))).join(" × ");
    return {
        summary: [
            `${count(inScene.triangles)} triangles`,
            ...(inScene.textureMemory === undefined ? [] : [`${formatBytes(inScene.textureMemory)} of textures`]),
            ...(areTriangles || areTextures ? ["over the budget"] : []),
        ].join(" · "),
        figures: [
            figure("Triangles", count(triangles), lighter && count(lighter.triangles), areTriangles),
            figure("Points", count(report.vertices)),
            figure(
                `Textures (${textures})`,
                bytes(textureMemory),
                lighter && bytes(lighter.textureMemory),
                areTextures,
            ),
            figure("Size as placed", `${extent} m`),
        ],
        isOver: areTriangles || areTextures,
        isLighter: lighter !== undefined,
    };
}

function figure(label: string, file: string, inScene?: string, isOver = false): ReportFigure {
    const value = inScene === undefined || inScene === file ? file : `${file} → ${inScene}`;
    return { label, value, isOver };
}
