import { expect, it } from "vitest";
import { openPricedPane } from "./support/generatePane";
import { readAllKept } from "./support/ledgerProbe";
import { makeBoxModel } from "./support/makeBoxModel";
import { provideSandbox } from "./support/provideSandbox";

const { sandbox, open } = provideSandbox({ makeModel: makeBoxModel });

it("neither the key nor a signed link is kept, shown or asked for after a whole generation", async () => {
    const { page, requests } = await open();
    const pane = await openPricedPane(page);
    await pane.generate();
    await pane.waitForLatest(/In the scene/);
    const { key, secret } = sandbox().emulator.credentials;
    const kept = await readAllKept(page);
    // It was really read: the record, and the model file.
    expect(kept).toContain("model_tripo-v3-0-image-to-3d");
    expect(kept).toContain("glTF");
    const everything = [kept, await page.content(), ...requests].join("\n");
    for (const secretWord of [key, secret, btoa(`${key}:${secret}`), "Signature=", "Policy="]) {
        expect(everything).not.toContain(secretWord);
    }
});
