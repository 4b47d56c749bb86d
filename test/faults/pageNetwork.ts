import { AsyncLocalStorage } from "node:async_hooks";
import type { ScenarioClient } from "../../plugin/scenario/scenarioClient";
import type { VirtualClock } from "../unit/support/virtualClock";
import { watchBody } from "../unit/support/watchBody";
import type { Journal } from "./journal";
import type { Page } from "./page";
import type { Points } from "./points";

/** What is wrong with the way to the service. */
export interface NetworkTrouble {
    /** Virtual ms on the way there, and as many on the way back. */
    latency: number;
    /** So many answers from now on come to a stop after their first piece. */
    stalls: number;
    /** Until this moment nothing gets through, by page or for "all". */
    offlineUntil: Map<string, number>;
}

export interface NetworkSurroundings {
    clock: VirtualClock;
    journal: Journal;
    points: Points;
    network: NetworkTrouble;
    /** Numbers of the requests whose answer the service holds back until some time has passed. */
    held: ReadonlySet<string>;
    requests: SentRequest[];
}

/** A request as it left a page. */
export interface SentRequest {
    page: string;
    method: string;
    url: URL;
    headers: Headers;
    body: string;
    /** ms of the world's own time. */
    at: number;
    /** Of a paid call: the record it was sent for, and whether that was on the disk by then. */
    intent?: { id: string; isOnDisk: boolean } | undefined;
}

// Which request object is being paid for by the call that comes to the network.
const paying = new AsyncLocalStorage<object>();

/** The same client, whose paid calls can be told apart on the network, and are known while they are under way. */
export function watchPaidCalls(client: ScenarioClient, page: Page, { journal }: NetworkSurroundings): ScenarioClient {
    return {
        ...client,
        // What a page that has just died still runs to the end of the turn calls nobody.
        submit: (request, options) =>
            page.whileAlive(() => {
                const end = journal.beginCall(request);
                page.onDeath(end);
                return paying.run(request, () => client.submit(request, options)).finally(end);
            }),
    };
}

/** The network as one page has it. */
export function createPageNetwork(page: Page, surroundings: NetworkSurroundings): typeof fetch {
    const { clock, points, network, held, requests } = surroundings;
    const travel = (signal: AbortSignal | null | undefined) =>
        network.latency > 0 ? clock.delay(network.latency, signal ?? undefined) : undefined;
    const checkLine = () => {
        const until = (name: string) => network.offlineUntil.get(name) ?? 0;
        if (clock.now() < Math.max(until("all"), until(page.name))) {
            throw new TypeError("fetch failed");
        }
    };
    const pass = async (point: "request" | "answer" | "piece"): Promise<void> => {
        points.reach(point, page.name);
        await page.whileAlive(async () => undefined);
    };
    return (url, init = {}) =>
        page.whileAlive(async () => {
            await travel(init.signal);
            await pass("request");
            checkLine();
            init.signal?.throwIfAborted();
            const number = String(requests.length);
            const sent = describe(page.name, clock.now(), new URL(String(url)), init, surroundings.journal);
            requests.push(sent);
            sent.headers.set("x-request", number);
            let isStalled = false;
            const waits = () => held.has(number) || isStalled;
            const response = await clock.during(fetch(url, { ...init, headers: sent.headers }), waits);
            await travel(init.signal);
            await pass("answer");
            checkLine();
            const onPiece = () => {
                points.reach("piece", page.name);
                isStalled = network.stalls > 0;
                network.stalls -= isStalled ? 1 : 0;
                return isStalled ? untilAborted(init.signal) : undefined;
            };
            return watchBody(clock, response, { waits, onPiece });
        });
}

/** Nothing more comes; only who waits can end that. */
function untilAborted(signal: AbortSignal | null | undefined): Promise<never> {
    return new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason), { once: true }));
}

function describe(page: string, at: number, url: URL, init: RequestInit, journal: Journal): SentRequest {
    const request = paying.getStore();
    const id = request && (journal.idOf(request) ?? "");
    const headers = new Headers(init.headers);
    if (id !== undefined) {
        headers.set("x-intent", id);
    }
    return {
        page,
        method: init.method ?? "GET",
        url,
        headers,
        body: typeof init.body === "string" ? init.body : "",
        at,
        intent: id === undefined ? undefined : { id, isOnDisk: journal.current.has(id) },
    };
}
