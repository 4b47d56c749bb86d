import { createScenarioClient } from "../../../plugin/scenario/scenarioClient";
import { tripoDefaults, tripoRequest } from "../../../plugin/scenario/tripo";
import { pictureBytes } from "../generation/pictureBytes";
import type { PaneTab } from "./paneTab";

/** Somebody of the same project pays for a job in another place. @returns the job's id */
export async function payElsewhere({ emulator, clock }: PaneTab, seed = 77): Promise<string> {
    const { apiUrl: baseUrl, credentials } = emulator;
    const { now, delay, startTimer } = clock;
    const client = createScenarioClient({ baseUrl, credentials, now, delay, startTimer });
    const bytes = pictureBytes(500 + seed);
    const image = await client.uploadImage({ bytes, mediaType: "image/png", name: "elsewhere.png" });
    return (await client.submit(tripoRequest(image, { ...tripoDefaults, seed }))).jobId;
}
