import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { tripoInputs, wholeTripoModel } from "../../../sandbox/emulator/tripoModel";

const recorded = new URL("../../../../shared/samples/api/model_tripo-v3-1-image-to-3d.json", import.meta.url);
const record = z.object({
    model: z.object({ inputs: z.array(z.record(z.string(), z.unknown())), uiConfig: z.unknown() }),
});

describe("the model record", () => {
    // Skipped where the recorded answers are not at hand.
    it.skipIf(!existsSync(recorded))("has the inputs of the recorded Tripo 3.1, apart from the descriptions", () => {
        const { model } = record.parse(JSON.parse(readFileSync(recorded, "utf8")));
        const withoutText = (inputs: readonly object[]) => inputs.map((input) => ({ ...input, description: "" }));
        expect(withoutText(tripoInputs)).toEqual(withoutText(model.inputs));
        expect(wholeTripoModel(0).uiConfig).toEqual(model.uiConfig);
    });
});
