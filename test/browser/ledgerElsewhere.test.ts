import { expect, it } from "vitest";
import { drawPicture, openGeneratePane } from "./support/generatePane";
import { makeBoxModel } from "./support/makeBoxModel";
import { provideSandbox } from "./support/provideSandbox";
import { placedModels } from "./support/sceneProbe";

const { sandbox, open, charges } = provideSandbox({ makeModel: makeBoxModel });

/** A generation as another program of the same project pays for it. */
async function generateElsewhere(): Promise<string> {
    const { apiUrl, credentials } = sandbox().emulator;
    const authorization = `Basic ${btoa(`${credentials.key}:${credentials.secret}`)}`;
    const send = async (path: string, body: unknown) => {
        const headers = { authorization, "content-type": "application/json" };
        const answer = await fetch(`${apiUrl}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
        return answer.json();
    };
    const image = (await drawPicture("#0e7c7b")).toString("base64");
    const { asset } = await send("/assets", { name: "pot.png", image });
    const { job } = await send("/generate/custom/model_tripo-v3-0-image-to-3d", { image: asset.id });
    return job.jobId;
}

it("a model that was made elsewhere is found and placed, and counts as nothing spent here", async () => {
    const jobId = await generateElsewhere();
    const { page } = await open();
    const pane = await openGeneratePane(page);
    await pane.expand("Made elsewhere");
    await pane.root.getByRole("button", { name: "Look for them" }).click();
    const found = pane.root.getByRole("list", { name: "Made elsewhere" }).getByRole("listitem");
    await found.getByText(new RegExp(jobId)).waitFor();
    await found.getByRole("button", { name: "Place in this scene, free" }).click();
    await pane.waitForLatest(/In the scene/);
    await pane.waitForLatest(/paid elsewhere/);
    expect(await placedModels(page)).toHaveLength(1);
    expect(await found.count()).toBe(0);
    expect(await pane.valueOf("In all")).toBe("0 CU");
    await page.reload();
    const again = await openGeneratePane(page);
    await again.waitForLatest(/Placed before/);
    await again.expand("Made elsewhere");
    await again.root.getByRole("button", { name: "Look for them" }).click();
    await again.waitFor("Nothing that is not in the list above.");
    expect(charges()).toBe(1);
});
