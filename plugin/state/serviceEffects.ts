import { createAttention } from "./attention";
import { createPaneContext, type PaneContextOptions } from "./createPaneContext";
import { createDraftEffects } from "./draftEffects";
import { createEditEffects } from "./editEffects";
import { createElsewhereEffects } from "./elsewhereEffects";
import { generateButton } from "./generateButton";
import { guardUnload } from "./guardUnload";
import { createHistoryEffects } from "./historyEffects";
import { createLedgerEffects } from "./ledgerEffects";
import { createPictureEffects } from "./pictureEffects";
import { createPlaceEffects } from "./placeEffects";
import { createPressEffects } from "./pressEffects";
import { createProvenanceEffects } from "./provenanceEffects";
import { createQuoteEffects } from "./quoteEffects";
import { createStandInEffects } from "./standInEffects";
import { createThumbnails } from "./thumbnails";
import { createVariantEffects } from "./variantEffects";

export type ServiceEffects = ReturnType<typeof createServiceEffects>;

/** Everything that works for the pane, each part told of what it needs of the others. Ends all of it with `dispose`. */
export function createServiceEffects(options: PaneContextOptions) {
    const lifetime = new AbortController();
    const context = createPaneContext(options, lifetime.signal, () => ledgers);
    const { store, guard } = context;
    const attention = createAttention(() => {
        // Who was told of a full storage may have made room meanwhile.
        void guard(ledgers.readStorage);
        if (store.getState().quote.status === "none") {
            refreshQuote();
        }
    });
    const quotes = createQuoteEffects(context, attention.isGiven);
    const refreshQuote = (): void => void quotes.refresh();
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
    const origin = createProvenanceEffects(context, { ...history, ...pictures, more: ledgers.more });
    const presses = createPressEffects(context, {
        standIns,
        places,
        draftScene: (id) => drafts.draftScene(id),
        onQuoteUsed: refreshQuote,
    });
    const drafts = createDraftEffects(context, standIns, {
        onPicture: pictures.showDraft,
        onPictureGone: pictures.clearPicture,
        ask: refreshQuote,
        canPress: (state) => generateButton(state).enabled,
        press: presses.press,
    });
    places.onPlaced(edits.notePlaced);
    const stopGuarding = guardUnload(store.getState);
    const parts = { drafts, quotes, places, variants, standIns, edits, thumbnails, ledgers, pictures };
    const dispose = (): void => {
        lifetime.abort();
        stopGuarding();
        attention.dispose();
        for (const part of Object.values(parts)) {
            part.dispose();
        }
    };
    return { ...parts, context, attention, refreshQuote, history, elsewhere, origin, presses, dispose };
}
