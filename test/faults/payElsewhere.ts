import type { GenerationRequest } from "../../plugin/scenario/generationRequest";
import { createScenarioClient } from "../../plugin/scenario/scenarioClient";
import type { FaultWorld } from "./faultWorld";

/** Somebody else of the same project uploads a picture and generates, from another computer. */
export function payElsewhere(
    { clock, emulator, wishes }: FaultWorld,
    bytes: Uint8Array<ArrayBuffer>,
    request: (image: string) => GenerationRequest,
): void {
    const client = createScenarioClient({
        baseUrl: emulator.apiUrl,
        credentials: emulator.credentials,
        now: clock.now,
        delay: clock.delay,
        startTimer: clock.startTimer,
        fetch: (url, init) =>
            clock.during(fetch(url, { ...init, headers: { ...init?.headers, "x-elsewhere": "yes" } })),
    });
    const pay = async () => {
        const image = await client.uploadImage({ bytes, mediaType: "image/png", name: "elsewhere.png" });
        wishes.elsewhere.add(image);
        await client.submit(request(image));
    };
    // What goes wrong there is not ours.
    pay().catch(() => undefined);
}
