import type { ElsewhereEffects } from "./elsewhereEffects";
import type { HistoryEffects } from "./historyEffects";
import type { LedgerEffects } from "./ledgerEffects";
import type { PlaceEffects } from "./placeEffects";
import type { ServiceEffects } from "./serviceEffects";
import type { Thumbnails } from "./thumbnails";

/** What can be done with the generations on the list, and with those made elsewhere. */
export interface ListActions
    extends HistoryEffects,
        ElsewhereEffects,
        Pick<PlaceEffects, "addScene" | "place" | "renew" | "wrapperIn" | "onPlaced">,
        Pick<LedgerEffects, "more">,
        Pick<Thumbnails, "thumbnailOf"> {}

export function createListActions(effects: ServiceEffects): ListActions {
    const { places, history, elsewhere, ledgers, thumbnails, refreshQuote } = effects;
    const { guard } = effects.context;
    return {
        addScene: places.addScene,
        place: (id, scene) => guard(() => places.place(id, scene)),
        renew: (id, scene, detail) => guard(() => places.renew(id, scene, detail)),
        wrapperIn: places.wrapperIn,
        onPlaced: places.onPlaced,
        more: () => guard(ledgers.more),
        thumbnailOf: thumbnails.thumbnailOf,
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
    };
}
