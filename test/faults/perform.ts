import type { Actions, Command } from "./command";
import type { FaultWorld } from "./faultWorld";
import { userActions } from "./userActions";
import { worldActions } from "./worldActions";

const actions: Actions = { ...userActions, ...worldActions };

/** Does it at once and waits for nothing. */
export function perform(world: FaultWorld, command: Command): void {
    // The table has an action of the right kind for each.
    const action = actions[command.do] as (world: FaultWorld, command: Command) => void;
    action(world, command);
}
