import { createDecoderModule } from "draco3dgltf";
import { describe, expect, it } from "vitest";
import { inspectModel } from "../../../plugin/model/inspectModel";
import { optimiseModel } from "../../../plugin/model/optimise/optimiseModel";
import { validModels } from "../../hostile/validModels";

describe("a sound file of every feature of glTF", () => {
    it.each(Object.entries(validModels))("%s is reduced or left alone for a reason", async (_, make) => {
        const bytes = await make();
        const before = inspectModel(bytes);
        const coarse: Uint8Array[] = [];
        const made = await optimiseModel(
            bytes,
            { triangles: Math.ceil(before.triangles / 2), levels: [0.5], onCoarse: (one) => coarse.push(one) },
            { loadDraco: () => createDecoderModule() },
        );
        expect(made.before).toEqual(before);
        expect(made.isChanged ? made.after?.valid : made.bytes === bytes && made.reason !== "").toBe(true);
        const { animations, skins, nodes, hasUvs, hasNormals } = before;
        expect(made.after).toMatchObject({ animations, skins, nodes, hasUvs, hasNormals });
        const dropped = before.textures.length - (made.after?.textures.length ?? 0);
        expect(made.steps.some((step) => step.startsWith("Dropped"))).toBe(dropped > 0);
        expect(made.reason ?? "").not.toMatch(/could not be worked on/);
        expect(coarse.map((one) => inspectModel(one).valid)).toEqual(coarse.map(() => true));
    });
});
