import type { Scene } from "@babylonjs/core/scene.js";
import { isBudget, type ModelBudget } from "../generation/modelBudget";
import type { LimitsChange } from "../generation/spendingLimits";
import type { ImageSource } from "../image/readBytes";
import { createAttention } from "./attention";
import { createPaneContext, type PaneContextOptions } from "./createPaneContext";
import { createDraftEffects, type DraftEffects } from "./draftEffects";
import { createEditEffects, type EditEffects } from "./editEffects";
import { createElsewhereEffects, type ElsewhereEffects } from "./elsewhereEffects";
import { generateButton } from "./generateButton";
import { generate } from "./generateEffects";
import { guardUnload } from "./guardUnload";
import { createHistoryEffects, type HistoryEffects } from "./historyEffects";
import { createLedgerEffects, type LedgerEffects } from "./ledgerEffects";
import type { NodeSelections } from "./nodeSelection";
import type { ObservableStore } from "./observableStore";
import { createOriginals, type Originals } from "./originals";
import type { PaneAction } from "./paneReducer";
import type { OptionValue, PaneState } from "./paneState";
import { createPictureEffects } from "./pictureEffects";
import { createPlaceEffects, type PlaceEffects } from "./placeEffects";
import { type PlacementChoice, readPlacementChoice } from "./placementChoice";
import { createProvenanceEffects, type ProvenanceEffects } from "./provenanceEffects";
import { createQuoteEffects } from "./quoteEffects";
import { readModel } from "./readModel";
import { createStandInEffects } from "./standInEffects";
import { createThumbnails, type Thumbnails } from "./thumbnails";
import { createVariantEffects, type VariantEffects } from "./variantEffects";

/**
 * What the pane draws and what it can ask for. Lives longer than the pane: closing it stops nothing. Nothing here
 * rejects: what goes wrong is in the state.
 */
export interface GenerateService
    extends HistoryEffects,
        ElsewhereEffects,
        Originals,
        Omit<VariantEffects, "dispose">,
        Omit<DraftEffects, "dispose">,
        Pick<PlaceEffects, "addScene" | "place" | "renew" | "wrapperIn" | "onPlaced">,
        Pick<LedgerEffects, "more">,
        Pick<Thumbnails, "thumbnailOf"> {
    /** Changes of what is in the scene, to be taken back one by one. */
    edits: EditEffects;
    /** Where a model in the scene came from. */
    origin: ProvenanceEffects;
    store: Pick<ObservableStore<PaneState, PaneAction>, "getState" | "subscribe">;
    /** Aborts when the service ends. */
    signal: AbortSignal;
    /** From now on this selection is asked and told; ended by the returned function. */
    followSelection: NodeSelections["follow"];
    setPicture(source: ImageSource): Promise<void>;
    clearPicture(): void;
    setOption(name: string, value: OptionValue): void;
    /** How many are asked for at once, each with a seed of its own. */
    setVariants(count: number): void;
    setPlacement(choice: Partial<PlacementChoice>): void;
    /** Asks for the price again, after a failure. */
    retryQuote(): void;
    /** Sends the paid call for what is quoted on screen, once, or asks first when the price is above the threshold. */
    generate(scene: Scene): Promise<void>;
    /** The answer to that question. */
    confirm(scene: Scene, isWanted: boolean): Promise<void>;
    setLimits(limits: LimitsChange): Promise<void>;
    /** Kept for all tabs unless it makes no sense. Models that are in a scene stay as they are. */
    setBudget(change: Partial<ModelBudget>): Promise<void>;
    /** Lets files go that the service has as well. */
    freeStorage(): Promise<void>;
    /** Opens the list and reads the model's live record; done once, when the pane is first drawn. */
    open(): void;
    /** A pane is drawn, and keeps its price fresh, until the returned function is called. */
    watch(): () => void;
    /** Tries again to open the list, after a failure. */
    reopen(): void;
    dispose(): void;
}

export function createGenerateService(options: PaneContextOptions): GenerateService {
    const lifetime = new AbortController();
    const context = createPaneContext(options, lifetime.signal, () => ledgers);
    const { store, guard, opened } = context;
    const attention = createAttention(() => {
        // Who was told of a full storage may have made room meanwhile.
        void guard(ledgers.readStorage);
        if (store.getState().quote.status === "none") {
            refreshQuote();
        }
    });
    const quotes = createQuoteEffects(context, attention.isGiven);
    const refreshQuote = () => void quotes.refresh();
    const standIns = createStandInEffects(context, (id) => {
        if (store.getState().drafts.some((draft) => draft.id === id)) {
            drafts.removeDraft(id);
        }
    });
    const pictures = createPictureEffects(context, { onChanged: refreshQuote, onImage: standIns.prepare });
    const places = createPlaceEffects(context, standIns);
    const ledgers = createLedgerEffects(context, { onRecord: places.placeIfMeant, onReady: refreshQuote });
    const history = createHistoryEffects(context, pictures.setPicture);
    const elsewhere = createElsewhereEffects(context, places.addScene);
    const thumbnails = createThumbnails(context);
    const edits = createEditEffects(context);
    const variants = createVariantEffects(context, places, edits);
    const origin = createProvenanceEffects(context, {
        reload: history.reload,
        setPicture: pictures.setPicture,
        more: ledgers.more,
    });
    places.onPlaced(edits.notePlaced);
    const stopGuarding = guardUnload(store.getState);
    const press = (scene: Scene, isConfirmed: boolean): Promise<void> =>
        generate(
            context,
            {
                onQuoteUsed: refreshQuote,
                onRefused: (id, draft) => {
                    if (draft === undefined) {
                        standIns.remove(id);
                    } else {
                        store.dispatch({ type: "draftAdded", draft });
                    }
                },
                onIntent: ({ id, image, placement, request }, target) => {
                    places.addScene(target);
                    store.dispatch({ type: "draftRemoved", id });
                    const { orientation } = request.input;
                    standIns.add({ id, image, placement: readPlacementChoice(placement), orientation }, target);
                },
            },
            drafts.draftScene(store.getState().shownDraft ?? "") ?? scene,
            isConfirmed,
        );
    const drafts = createDraftEffects(context, standIns, {
        onPicture: pictures.showDraft,
        onPictureGone: pictures.clearPicture,
        ask: refreshQuote,
        canPress: (state) => generateButton(state).enabled,
        press: async (scene, isConfirmed) => {
            store.dispatch({ type: "confirmationEnded" });
            await press(scene, isConfirmed);
        },
    });
    let isOpened = false;

    return {
        store,
        signal: lifetime.signal,
        followSelection: context.selections.follow,
        edits,
        origin: {
            ...origin,
            loadForm: async (facts, count) => {
                const missing = await origin.loadForm(facts, count);
                refreshQuote();
                return missing;
            },
        },
        addScene: places.addScene,
        place: (id, scene) => guard(() => places.place(id, scene)),
        renew: (id, scene, detail) => guard(() => places.renew(id, scene, detail)),
        wrapperIn: places.wrapperIn,
        onPlaced: places.onPlaced,
        ...createOriginals(context, places, edits.record),
        ...drafts,
        ...variants,
        more: () => guard(ledgers.more),
        thumbnailOf: thumbnails.thumbnailOf,
        open: () => {
            if (!isOpened) {
                isOpened = true;
                void ledgers.open();
                readModel(context, refreshQuote);
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
        setVariants: (count) => {
            store.dispatch({ type: "variantsSet", count });
            refreshQuote();
        },
        setPlacement: (choice) => {
            store.dispatch({ type: "placementSet", choice });
            standIns.place(store.getState().shownDraft ?? "", choice);
        },
        retryQuote: refreshQuote,
        generate: (scene) => press(scene, false),
        confirm: async (scene, isWanted) => {
            const isAsked = store.getState().confirming;
            store.dispatch({ type: "confirmationEnded" });
            if (isAsked && isWanted) {
                await press(scene, true);
            }
        },
        stop: async (id) => {
            if (!places.stopImport(id)) {
                await guard(() => history.stop(id));
            }
        },
        resume: async (id) => {
            places.allowImport(id);
            await guard(() => history.resume(id));
        },
        dismiss: (id) => guard(() => history.dismiss(id)),
        forget: (id) => guard(() => history.forget(id)),
        reload: async (id) => {
            await guard(() => history.reload(id));
            refreshQuote();
        },
        modelFile: (id) => guard(() => history.modelFile(id)),
        pictureFile: (id) => guard(() => history.pictureFile(id)),
        errorReport: history.errorReport,
        readElsewhere: elsewhere.readElsewhere,
        adopt: (jobId, scene) => guard(() => elsewhere.adopt(jobId, scene)),
        setLimits: (limits) => guard(async () => opened()?.ledger.setLimits(limits)),
        setBudget: async (change) => {
            const budget = { ...store.getState().budget, ...change };
            store.dispatch({ type: "budgetRead", budget });
            if (isBudget(budget)) {
                await guard(async () => opened()?.ledger.setBudget(budget));
            }
        },
        freeStorage: () => guard(async () => void (await opened()?.files.free())),
        dispose: () => {
            lifetime.abort();
            stopGuarding();
            attention.dispose();
            for (const effects of [drafts, quotes, places, variants, standIns, edits, thumbnails, ledgers, pictures]) {
                effects.dispose();
            }
        },
    };
}
