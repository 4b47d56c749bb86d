import { onTestFinished } from "vitest";
import { createGenerateService, type GenerateService } from "../../../plugin/state/generateService";
import type { Generation, PaneState } from "../../../plugin/state/paneState";
import { generateButton } from "../../../plugin/state/selectors";
import { pictureBytes } from "../generation/pictureBytes";
import { type ClientSession, openSession } from "../scenario/clientSession";

export interface ServiceSession extends ClientSession {
    service: GenerateService;
    state: () => PaneState;
    /** Resolves as soon as the state is as asked; it may be so already. */
    until: (isSo: (state: PaneState) => boolean) => Promise<void>;
    /** Chooses a picture and waits for its price. */
    choosePicture: (bytes?: Uint8Array<ArrayBuffer>) => Promise<void>;
    /** Waits until the Generate button can be pressed. */
    untilPriced: () => Promise<void>;
    /** Resolves when the next request like this is about to be sent. */
    sending: (like: RegExp) => Promise<void>;
    /** How many paid calls left, whatever became of them. */
    paidRequests: () => number;
    latest: () => Generation;
}

interface ServiceSessionOptions extends NonNullable<Parameters<typeof openSession>[0]> {
    connection?: { name: string; spends: boolean };
    /** Aborts do not reach the network, so that answers nobody waits for still come. */
    isDeaf?: boolean;
}

/** The pane's service on the real client and emulator, on a clock that never really waits. */
export async function openService(options: ServiceSessionOptions = {}): Promise<ServiceSession> {
    const { connection = { name: "Emulator", spends: false }, isDeaf = false, ...rest } = options;
    const watchers: { like: RegExp; resolve: () => void }[] = [];
    let paid = 0;
    const watchedFetch: typeof fetch = (url, init = {}) => {
        const call = `${init.method ?? "GET"} ${String(url)}`;
        paid += /^POST .*\/generate\/[^?]*$/.test(call) ? 1 : 0;
        for (const watcher of watchers.filter(({ like }) => like.test(call))) {
            watcher.resolve();
        }
        return fetch(url, isDeaf ? { ...init, signal: null } : init);
    };
    const session = await openSession({ ...rest, client: { fetch: watchedFetch } });
    const { client, clock } = session;
    const service = createGenerateService({
        client,
        readConnection: () => Promise.resolve(connection),
        now: clock.now,
        delay: clock.delay,
    });
    onTestFinished(() => service.dispose());

    const state = () => service.store.getState();
    const until: ServiceSession["until"] = (isSo) =>
        new Promise((resolve) => {
            const check = () => {
                if (isSo(state())) {
                    stop();
                    resolve();
                }
            };
            const stop = service.store.subscribe(check);
            check();
        });
    const untilPriced = () => until((now) => generateButton(now).enabled);
    return {
        ...session,
        service,
        state,
        until,
        untilPriced,
        choosePicture: async (bytes = pictureBytes()) => {
            await service.setPicture(new File([bytes], "chair.png"));
            await untilPriced();
        },
        sending: (like) => new Promise((resolve) => watchers.push({ like, resolve })),
        paidRequests: () => paid,
        latest: () => {
            const [generation] = state().generations;
            if (generation === undefined) {
                throw new Error("There is no generation");
            }
            return generation;
        },
    };
}
