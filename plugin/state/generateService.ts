import { delay } from "../delay";
import type { Connection } from "../generation/connection";
import { tripoModel, tripoModelId } from "../generation/tripoGeneration";
import type { ImageSource } from "../image/readBytes";
import type { ScenarioClient } from "../scenario/scenarioClient";
import type { ImportedModel } from "../scene/importModel";
import { createGenerationEffects, type GenerationEffects } from "./generationEffects";
import { guardUnload } from "./guardUnload";
import { createStore, type ObservableStore } from "./observableStore";
import type { PaneContext } from "./paneContext";
import { type PaneAction, paneReducer } from "./paneReducer";
import { initialState, type OptionValue, type PaneState, type PlacementChoice } from "./paneState";
import { createPictureEffects } from "./pictureEffects";
import { createQuoteEffects } from "./quoteEffects";

export interface GenerateServiceOptions {
    client: ScenarioClient;
    /** Says what answers behind the client, so that the pane can show it. */
    readConnection: (signal: AbortSignal) => Promise<Connection>;
    now?: (() => number) | undefined;
    delay?: PaneContext["delay"] | undefined;
}

/** What the pane draws and what it can ask for. Lives longer than the pane: closing it stops nothing. */
export interface GenerateService
    extends Pick<GenerationEffects, "generate" | "stop" | "resume" | "place" | "wrapperOf" | "forget"> {
    store: Pick<ObservableStore<PaneState, PaneAction>, "getState" | "subscribe">;
    setPicture(source: ImageSource): Promise<void>;
    clearPicture(): void;
    setOption(name: string, value: OptionValue): void;
    setPlacement(choice: Partial<PlacementChoice>): void;
    /** Asks for the price again, after a failure. */
    retryQuote(): void;
    /** Reads the connection and the model's live record; done once, when the pane is first opened. */
    open(): void;
    /** @returns the function that ends the subscription. */
    onPlaced(listener: (wrapper: ImportedModel["wrapper"]) => void): () => void;
    dispose(): void;
}

export function createGenerateService(options: GenerateServiceOptions): GenerateService {
    const store = createStore<PaneState, PaneAction>(paneReducer, initialState(tripoModel));
    const context: PaneContext = {
        store,
        client: options.client,
        now: options.now ?? Date.now,
        delay: options.delay ?? delay,
    };
    const lifetime = new AbortController();
    const stopGuarding = guardUnload(store.getState);
    const placedListeners = new Set<(wrapper: ImportedModel["wrapper"]) => void>();
    const quotes = createQuoteEffects(context);
    const refreshQuote = () => void quotes.refresh();
    const pictures = createPictureEffects(context, refreshQuote);
    const generations = createGenerationEffects(context, {
        onQuoteUsed: refreshQuote,
        onPlaced: (wrapper) => {
            for (const listener of placedListeners) {
                listener(wrapper);
            }
        },
        onForgotten: () => pictures.releasePreviews(),
    });
    let opened = false;

    const open = (): void => {
        if (!opened) {
            opened = true;
            readSurroundings(options, context, { signal: lifetime.signal, onModelRead: refreshQuote });
        }
    };

    return {
        ...generations,
        store,
        open,
        setPicture: pictures.setPicture,
        clearPicture: pictures.clearPicture,
        setOption: (name, value) => {
            store.dispatch({ type: "optionSet", name, value });
            refreshQuote();
        },
        setPlacement: (choice) => store.dispatch({ type: "placementSet", choice }),
        retryQuote: refreshQuote,
        onPlaced: (listener) => {
            placedListeners.add(listener);
            return () => placedListeners.delete(listener);
        },
        dispose: () => {
            lifetime.abort();
            stopGuarding();
            quotes.dispose();
            generations.dispose();
            pictures.dispose();
        },
    };
}

function readSurroundings(
    { client, readConnection }: GenerateServiceOptions,
    { store }: PaneContext,
    { signal, onModelRead }: { signal: AbortSignal; onModelRead: () => void },
): void {
    client.retrieveModel(tripoModelId, { signal }).then(
        (model) => {
            store.dispatch({ type: "modelRead", model });
            onModelRead();
        },
        // The bundled record serves as well; a key or network problem shows at the first price.
        () => undefined,
    );
    readConnection(signal).then(
        (connection) => store.dispatch({ type: "connectionRead", connection }),
        () => undefined,
    );
}
