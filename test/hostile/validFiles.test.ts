import { expect, it } from "vitest";
import { inspectModel } from "../../plugin/model/inspectModel";
import { validModels } from "./validModels";

it.each(Object.entries(validModels))("%s", async (_, make) => {
    const r = inspectModel(await make());
    expect(r.issues.filter((i) => i.severity !== "info")).toEqual([]);
});
