import type { PaneContextOptions } from "./createPaneContext";
import type { DraftEffects } from "./draftEffects";
import type { EditEffects } from "./editEffects";
import { createFormActions, type FormActions } from "./formActions";
import { createListActions, type ListActions } from "./listActions";
import type { NodeSelections } from "./nodeSelection";
import type { ObservableStore } from "./observableStore";
import { createOriginals, type Originals } from "./originals";
import type { PaneAction } from "./paneReducer";
import type { PaneState } from "./paneState";
import type { PressEffects } from "./pressEffects";
import type { ProvenanceEffects } from "./provenanceEffects";
import { readModel } from "./readModel";
import { createServiceEffects } from "./serviceEffects";
import { createSettingActions, type SettingActions } from "./settingActions";
import type { VariantEffects } from "./variantEffects";

/**
 * What the pane draws and what it can ask for. Lives longer than the pane: closing it stops nothing. Nothing here
 * rejects: what goes wrong is in the state.
 */
export interface GenerateService
    extends FormActions,
        ListActions,
        SettingActions,
        Originals,
        Pick<PressEffects, "generate" | "confirm">,
        Omit<VariantEffects, "dispose">,
        Omit<DraftEffects, "dispose"> {
    /** Changes of what is in the scene, to be taken back one by one. */
    edits: EditEffects;
    /** Where a model in the scene came from. */
    origin: ProvenanceEffects;
    store: Pick<ObservableStore<PaneState, PaneAction>, "getState" | "subscribe">;
    /** Aborts when the service ends. */
    signal: AbortSignal;
    /** From now on this selection is asked and told; ended by the returned function. */
    followSelection: NodeSelections["follow"];
    /** Opens the list and reads the model's live record; done once, when the pane is first drawn. */
    open(): void;
    /** A pane is drawn, and keeps its price fresh, until the returned function is called. */
    watch(): () => void;
    /** Tries again to open the list, after a failure. */
    reopen(): void;
    dispose(): void;
}

export function createGenerateService(options: PaneContextOptions): GenerateService {
    const effects = createServiceEffects(options);
    const { context, ledgers, places, edits, origin, refreshQuote } = effects;
    let isOpened = false;
    return {
        store: context.store,
        signal: context.signal,
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
        ...createFormActions(effects),
        ...createListActions(effects),
        ...createSettingActions(effects),
        ...createOriginals(context, places, edits.record),
        ...effects.drafts,
        ...effects.variants,
        generate: effects.presses.generate,
        confirm: effects.presses.confirm,
        open: () => {
            if (!isOpened) {
                isOpened = true;
                void ledgers.open();
                readModel(context, refreshQuote);
            }
        },
        watch: effects.attention.watch,
        reopen: () => void ledgers.open(),
        dispose: effects.dispose,
    };
}
