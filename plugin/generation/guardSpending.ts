import { checkSpending } from "../scenario/checkSpending";
import type { ScenarioClient } from "../scenario/scenarioClient";

/** The same client, which refuses uploads and paid calls by itself while spending is not allowed. */
export function guardSpending(client: ScenarioClient, isSpendingAllowed: () => boolean): ScenarioClient {
    const guard = { isSpendingAllowed };
    return {
        ...client,
        uploadImage: async (image, options) => {
            checkSpending(guard);
            return client.uploadImage(image, options);
        },
        submit: async (request, options) => {
            checkSpending(guard);
            return client.submit(request, options);
        },
    };
}
