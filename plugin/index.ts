export {
    describeSpending,
    type ErrorKind,
    explainError,
    GenerationError,
    isAbort,
    isGenerationError,
    type Spending,
} from "./errors";
export {
    type GeneratedModel,
    type GenerateModelOptions,
    generateModel,
    resumeGeneration,
} from "./generateModel";
export type { GenerationProgress } from "./generation/generationProgress";
export type { ImageSource } from "./image/readBytes";
export { readSourceImage, type SourceImage } from "./image/sourceImage";
export { inspectModel, type ModelIssue, type ModelReport } from "./model/inspectModel";
export {
    createScenarioClient,
    type GenerationRequest,
    type Job,
    type Model,
    type ModelFile,
    type Quote,
    type ScenarioClient,
    type ScenarioClientOptions,
} from "./scenario/scenarioClient";
export {
    checkTripoOptions,
    type OptionIssue,
    parseTripoOptions,
    type TripoOptions,
    tripoDefaults,
    tripoModelId,
    tripoRequest,
} from "./scenario/tripo";
export { type ImportedModel, type ImportOptions, importModel } from "./scene/importModel";
export { configureModelDecoders } from "./scene/modelDecoders";
export type { Facing, Front, Placement, Size } from "./scene/placement";
