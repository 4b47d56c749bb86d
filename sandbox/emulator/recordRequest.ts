import type { EmulatorContext } from "./emulatorContext";
import type { EmulatorState, ReceivedRequest } from "./emulatorState";

/** Notes a request for tests, without the one header that is secret. */
export function recordRequest(state: EmulatorState, context: EmulatorContext, origin: ReceivedRequest["origin"]): void {
    const { authorization, ...headers } = context.req.header();
    const { pathname: path, search: query } = new URL(context.req.url);
    const hasAuthorization = authorization !== undefined;
    state.requests.push({ method: context.req.method, path, query, headers, hasAuthorization, origin });
}
