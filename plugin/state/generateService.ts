import type { Scene } from "@babylonjs/core/scene.js";
import { delay } from "../delay";
import type { Connection } from "../generation/connection";
import { guardSpending } from "../generation/guardSpending";
import { defaultLimits, type SpendingLimits } from "../generation/spendingLimits";
import { tripoModel, tripoModelId } from "../generation/tripoGeneration";
import type { ImageSource } from "../image/readBytes";
import type { ScenarioClient } from "../scenario/scenarioClient";
import type { ImportedModel } from "../scene/importModel";
import { createAttention } from "./attention";
import { generate } from "./generateEffects";
import { guardUnload } from "./guardUnload";
import { createHistoryEffects, type HistoryEffects } from "./historyEffects";
import { createLedgerEffects, type LedgerEffects } from "./ledgerEffects";
import { createStore, type ObservableStore } from "./observableStore";
import type { PaneContext } from "./paneContext";
import { type PaneAction, paneReducer } from "./paneReducer";
import { initialState, type OptionValue, type PaneState } from "./paneState";
import { createPictureEffects } from "./pictureEffects";
import { createPlaceEffects, type PlaceEffects } from "./placeEffects";
import type { PlacementChoice } from "./placementChoice";
import { createQuoteEffects } from "./quoteEffects";
import { createThumbnails, type Thumbnails } from "./thumbnails";

export interface GenerateServiceOptions extends Partial<Pick<PaneContext, "now" | "delay" | "ports">> {
    client: ScenarioClient;
    /** Says what answers behind the client, and whose generations its are. */
    readConnection: (signal: AbortSignal) => Promise<Connection>;
    /** Refuses uploads and paid calls, whatever the user allows. */
    noSpend?: boolean | undefined;
}

/** What the pane draws and what it can ask for. Lives longer than the pane: closing it stops nothing. */
export interface GenerateService
    extends Omit<HistoryEffects, "stop">,
        Pick<PlaceEffects, "place" | "wrapperIn">,
        Pick<LedgerEffects, "more">,
        Pick<Thumbnails, "thumbnailOf"> {
    store: Pick<ObservableStore<PaneState, PaneAction>, "getState" | "subscribe">;
    setPicture(source: ImageSource): Promise<void>;
    clearPicture(): void;
    setOption(name: string, value: OptionValue): void;
    setPlacement(choice: Partial<PlacementChoice>): void;
    /** Asks for the price again, after a failure. */
    retryQuote(): void;
    /** Sends the paid call for what is quoted on screen, once, or asks first when the price is above the threshold. */
    generate(scene: Scene): Promise<void>;
    /** The answer to that question. */
    confirm(scene: Scene, isWanted: boolean): Promise<void>;
    /** Stops watching a job, or ends its import. What was bought stays bought. */
    stop(id: string): Promise<void>;
    setLimits(limits: Partial<SpendingLimits>): Promise<void>;
    /** Lets files go that the service has as well. */
    freeStorage(): Promise<void>;
    /** Opens the list and reads the model's live record; done once, when the pane is first drawn. */
    open(): void;
    /** A pane is drawn, and keeps its price fresh, until the returned function is called. */
    watch(): () => void;
    /** Tries again to open the list, after a failure. */
    reopen(): void;
    /** From now on results that were made for this scene go into it. */
    addScene(scene: Scene): void;
    /** @returns the function that ends the subscription. */
    onPlaced(listener: (wrapper: ImportedModel["wrapper"]) => void): () => void;
    dispose(): void;
}

export function createGenerateService(options: GenerateServiceOptions): GenerateService {
    const { noSpend = false } = options;
    const store = createStore<PaneState, PaneAction>(paneReducer, initialState(tripoModel, defaultLimits, noSpend));
    const context: PaneContext = {
        store,
        client: guardSpending(options.client, () => !noSpend && !store.getState().limits.noSpend),
        readConnection: options.readConnection,
        opened: () => ledgers.opened(),
        now: options.now ?? Date.now,
        delay: options.delay ?? delay,
        ports: options.ports ?? {},
    };
    const lifetime = new AbortController();
    const placedListeners = new Set<(wrapper: ImportedModel["wrapper"]) => void>();
    const attention = createAttention(() => {
        if (store.getState().quote.status === "none") {
            refreshQuote();
        }
    });
    const quotes = createQuoteEffects(context, attention.isGiven);
    const refreshQuote = () => void quotes.refresh();
    const pictures = createPictureEffects(context, refreshQuote);
    const places = createPlaceEffects(context, (wrapper) => {
        for (const listener of placedListeners) {
            listener(wrapper);
        }
    });
    const ledgers = createLedgerEffects(context, places.placeIfMeant, refreshQuote);
    const history = createHistoryEffects(context, { onScene: places.addScene, onPicture: pictures.setPicture });
    const thumbnails = createThumbnails(context);
    const stopGuarding = guardUnload(store.getState);
    const press = (scene: Scene, isConfirmed: boolean) =>
        generate(context, { onQuoteUsed: refreshQuote, onScene: places.addScene }, scene, isConfirmed);
    let opened = false;

    return {
        ...history,
        store,
        place: places.place,
        wrapperIn: places.wrapperIn,
        addScene: places.addScene,
        more: ledgers.more,
        thumbnailOf: thumbnails.thumbnailOf,
        open: () => {
            if (!opened) {
                opened = true;
                void ledgers.open();
                readModel(context, { signal: lifetime.signal, onModelRead: refreshQuote });
            }
        },
        watch: attention.watch,
        reopen: () => void ledgers.open(),
        setPicture: pictures.setPicture,
        clearPicture: pictures.clearPicture,
        setOption: (name, value) => {
            store.dispatch({ type: "optionSet", name, value });
            refreshQuote();
        },
        setPlacement: (choice) => store.dispatch({ type: "placementSet", choice }),
        retryQuote: refreshQuote,
        generate: (scene) => press(scene, false),
        confirm: async (scene, isWanted) => {
            const isAsked = store.getState().confirming;
            store.dispatch({ type: "confirmationEnded" });
            if (isAsked && isWanted) {
                await press(scene, true);
            }
        },
        reload: async (id) => {
            await history.reload(id);
            refreshQuote();
        },
        stop: async (id) => {
            if (!places.stopImport(id)) {
                await history.stop(id);
            }
        },
        setLimits: async (limits) => {
            await ledgers.opened()?.ledger.setLimits({ ...store.getState().limits, ...limits });
        },
        freeStorage: async () => {
            await ledgers.opened()?.files.free();
        },
        onPlaced: (listener) => {
            placedListeners.add(listener);
            return () => placedListeners.delete(listener);
        },
        dispose: () => {
            lifetime.abort();
            stopGuarding();
            attention.dispose();
            quotes.dispose();
            places.dispose();
            thumbnails.dispose();
            ledgers.dispose();
            pictures.dispose();
        },
    };
}

/** The bundled record serves as well; a key or network problem shows at the first price. */
function readModel(
    { client, store }: PaneContext,
    { signal, onModelRead }: { signal: AbortSignal; onModelRead: () => void },
): void {
    client.retrieveModel(tripoModelId, { signal }).then(
        (model) => {
            store.dispatch({ type: "modelRead", model });
            onModelRead();
        },
        () => undefined,
    );
}
