export { createRelay } from "./relay/createRelay";
export type { RelayOptions } from "./relay/relayOptions";
