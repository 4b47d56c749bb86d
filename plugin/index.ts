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
export type { ImageNote, ImageNoteCode } from "./image/imageNote";
export type { ImageSource } from "./image/readBytes";
export { type OriginalImage, readSourceImage, type SourceImage } from "./image/sourceImage";
export {
    type FileFormat,
    type FrontGuess,
    inspectModel,
    type ModelBounds,
    type ModelIssue,
    type ModelReport,
    type ModelTexture,
} from "./model/inspectModel";
export { type InspectOptions, inspectModelInWorker } from "./model/inspectModelInWorker";
export type { ModelLevels, PartLevel, PartLevels } from "./model/modelLevels";
export type { OptimisedModel } from "./model/optimisedModel";
export { makeLevelsInWorker, type OptimiseOptions, optimiseModelInWorker } from "./model/optimiseModelInWorker";
export {
    type AllowedValue,
    type Asset,
    type ByteProgress,
    type CallOptions,
    createScenarioClient,
    type DownloadOptions,
    type GenerationRequest,
    type Job,
    type JobPage,
    type JobQuery,
    type JobStatus,
    type Model,
    type ModelFile,
    type ModelInput,
    type ModelInputValue,
    type PartialFile,
    type PartialFiles,
    type ProgressOptions,
    type Quote,
    type ScenarioClient,
    type ScenarioClientOptions,
    type UploadableImage,
    type UploadRequest,
    type UploadTransport,
    type WaitForJobOptions,
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
export { type AttachedLevels, attachLevels } from "./scene/attachLevels";
export { type CopyOptions, copyModel } from "./scene/copyModel";
export { type EditableModel, editableModel } from "./scene/editableModel";
export { createEditHistory, type EditHistory, type HistoryStep, type StepOutcome } from "./scene/editHistory";
export { type DoneEdit, editModel, type ModelEdit } from "./scene/editModel";
export type { KeptExtras } from "./scene/extras";
export { findAllGenerated, findGenerated } from "./scene/findGenerated";
export { editStep, importStep, removalStep } from "./scene/historySteps";
export { importModel } from "./scene/importModel";
export type { ImportedModel, ImportOptimisation, ImportOptions, ModelBudget, ModelCost } from "./scene/importOptions";
export { isStandIn } from "./scene/isStandIn";
export { configureModelDecoders } from "./scene/modelDecoders";
export { modelDimensions } from "./scene/modelDimensions";
export type { ModelPhysics } from "./scene/modelPhysics";
export { type ModelUse, readModelUse, setModelUse } from "./scene/modelUse";
export { type PlaceableModel, placeModel } from "./scene/placeModel";
export type { Facing, Front, Placement, Size } from "./scene/placement";
export type { Provenance } from "./scene/provenance";
