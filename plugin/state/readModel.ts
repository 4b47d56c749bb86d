import { tripoModelId } from "../generation/tripoGeneration";
import type { PaneContext } from "./paneContext";

/** Reads the model's live record. Without it the bundled one serves; a key or network problem shows at the first price. */
export function readModel({ client, store, signal }: PaneContext, onModelRead: () => void): void {
    client.retrieveModel(tripoModelId, { signal }).then(
        (model) => {
            store.dispatch({ type: "modelRead", model });
            onModelRead();
        },
        () => undefined,
    );
}
