import type { OptionValue } from "../../plugin/state/paneState";
import type { FaultPlan } from "../../sandbox/emulator/emulator";
import type { FaultWorld } from "./faultWorld";
import type { PointName } from "./points";
import type { Trouble } from "./storageTrouble";

/**
 * Something a user, the browser or the world does, as plain JSON. `tab` counts the open tabs from 0, where something is
 * happening first; `record`, `scene` and `job` count what is listed there. What is not there is left alone.
 */
export type Command =
    | { do: "open" }
    /** The page is gone without a word; with an orderly end; and comes back at once. */
    | { do: "kill" | "close" | "reload"; tab: number }
    /** The code of the page is replaced while the page lives on. */
    | { do: "hotReload"; tab: number }
    | { do: "hide"; tab: number; isHidden: boolean }
    | { do: "picture"; tab: number; picture: number }
    | { do: "option"; tab: number; name: string; value: OptionValue }
    /** The next press asks for so many variants. */
    | { do: "variants"; tab: number; count: number }
    /** Presses the button, so many times in a row. */
    | { do: "press"; tab: number; scene: number; times: number }
    /** Presses it in all tabs at the same moment. */
    | { do: "pressEverywhere"; scene: number }
    | { do: "confirm"; tab: number; scene: number; isWanted: boolean }
    | { do: "stop" | "resume" | "dismiss" | "forget" | "load" | "save"; tab: number; record: number }
    | { do: "place"; tab: number; record: number; scene: number }
    /** Somebody else generates in the same project. */
    | { do: "elsewhere" }
    | { do: "readElsewhere"; tab: number }
    | { do: "adopt"; tab: number; job: number; scene: number }
    | { do: "limit"; tab: number; confirmAbove?: number; daily?: number; noSpend?: boolean }
    | { do: "freeStorage" | "reopen" | "askAgain"; tab: number }
    | { do: "addScene"; tab: number }
    | { do: "disposeScene"; tab: number; scene: number }
    /** Time passes while nothing runs; the computer's clock is set; the service's goes wrong. In ms. */
    | { do: "sleep" | "setClock" | "skew"; ms: number }
    | { do: "trouble"; tab: number | "all"; trouble: Trouble }
    /** The browser has so much room left, in MB; without a number it does not say. */
    | { do: "room"; megabytes?: number }
    | { do: "offline"; tab: number | "all"; ms: number }
    | { do: "latency"; ms: number }
    | { do: "plan"; plan: FaultPlan }
    /** The next answer comes to a stop half way. */
    | { do: "stall" }
    | { do: "expireLinks" }
    /** Somebody deletes the files of a job. */
    | { do: "deleteFiles"; job: number };

/** How commands are done: those of these kinds, or all. */
export type Actions<Kind extends Command["do"] = Command["do"]> = {
    [Name in Kind]: (world: FaultWorld, command: CommandOf<Name>) => void;
};

type CommandOf<Name, One = Command> = One extends { do: infer Names } ? (Name extends Names ? One : never) : never;

/** What is waited for before a command is done; what does not come within a minute is not waited for. */
export type Moment =
    | "now"
    /** So many ms pass. */
    | { pass: number }
    /** A price is on a button, or on those of all tabs; a generation is in this state. */
    | {
          until:
              | "priced"
              | "pricedEverywhere"
              | "running"
              | "downloading"
              | "importing"
              | "available"
              | "unknown"
              | "interrupted";
      }
    /** In the middle of the work of a page. */
    | { at: PointName; nth: number };

export interface Step {
    when: Moment;
    do: Command;
}

/** One run, as plain JSON that shrinks. */
export interface Trial {
    /**
     * The tabs that are open at the start. Each is given by how long its uses of the storage wait one after the other, in
     * turns of the event loop and from the beginning again and again: this is what makes tabs overtake each other.
     */
    tabs: readonly (readonly number[])[];
    /** Virtual ms that requests and answers travel, at first. Without it nothing else happens while they do. */
    latency: number;
    /** What goes wrong at the service, from the start. */
    plans: readonly FaultPlan[];
    steps: readonly Step[];
    /** Which tabs stay open when all that goes wrong has come to its end: all, the last one, or a new one alone. */
    left: "all" | "last" | "new";
}
