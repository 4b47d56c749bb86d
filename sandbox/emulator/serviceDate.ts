import type { EmulatorContext } from "./emulatorContext";
import type { EmulatorState } from "./emulatorState";

/** A moment of the emulator's clock as the service writes it: by a clock of its own, which may go wrong. */
export function dateOf({ settings }: EmulatorState, time: number): string {
    return new Date(time + settings.clockSkew).toISOString();
}

/** Sets the `Date` header by the service's clock, in place of the real time that Node would send. */
export function dateAnswer(state: EmulatorState, { env: { outgoing } }: EmulatorContext): void {
    if (!outgoing.headersSent) {
        outgoing.setHeader("date", new Date(state.now() + state.settings.clockSkew).toUTCString());
    }
}
