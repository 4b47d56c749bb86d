import { createScenarioClient } from "../../plugin/scenario/scenarioClient";
import { tripoDefaults, tripoRequest } from "../../plugin/scenario/tripo";
import { pictureBytes } from "../unit/generation/pictureBytes";
import type { FaultWorld } from "./faultWorld";

let requests = 0;

/** Somebody else of the same project uploads a picture and generates, from another computer. */
export function payElsewhere({ clock, emulator, held, wishes }: FaultWorld): void {
    const client = createScenarioClient({
        baseUrl: emulator.apiUrl,
        credentials: emulator.credentials,
        now: clock.now,
        delay: clock.delay,
        startTimer: clock.startTimer,
        fetch: (url, init) => {
            const number = `elsewhere-${++requests}`;
            const headers = { ...init?.headers, "x-request": number, "x-elsewhere": "yes" };
            return clock.during(fetch(url, { ...init, headers }), () => held.has(number));
        },
    });
    const pay = async () => {
        const picture = { bytes: pictureBytes(7), mediaType: "image/png", name: "elsewhere.png" };
        const image = await client.uploadImage(picture);
        wishes.elsewhere.add(image);
        await client.submit(tripoRequest(image, tripoDefaults));
    };
    // What goes wrong there is not ours.
    pay().catch(() => undefined);
}
