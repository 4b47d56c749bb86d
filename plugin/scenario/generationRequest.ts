/** A value of one model input, as the service's JSON has it. */
export type ModelInputValue = string | number | boolean | readonly (string | number)[];

/** One exact generation: what is quoted is what is submitted. */
export interface GenerationRequest {
    modelId: string;
    /** Flat inputs of the model, the picture included as `image: <asset id>`. */
    input: Readonly<Record<string, ModelInputValue>>;
}
