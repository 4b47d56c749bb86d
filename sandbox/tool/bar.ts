/** What the bar's buttons do, by their `data-does`. */
export interface BarActions {
    empty(): void;
    level(): void;
    open(): void;
    saveGlb(): void;
    saveBabylon(): void;
    frame(): void;
    walk(): void;
}

export interface Bar {
    /** Shows whether somebody walks. */
    setWalking(isOn: boolean): void;
    /** While something is opened or saved nothing else can be begun. */
    setBusy(isBusy: boolean): void;
}

/** Brings the page's bar to life. `onSample` is given the address and the name of a sample picture. */
export function startBar(actions: BarActions, onSample: (address: string, name: string) => void): Bar {
    const bar = document.querySelector<HTMLElement>("#bar");
    if (bar === null) {
        throw new Error("The page has no bar.");
    }
    const buttons = [...bar.querySelectorAll("button")];
    bar.addEventListener("click", ({ target }) => {
        const button = target instanceof Element ? target.closest("button") : null;
        // Not disabled: the focus would be lost.
        const { does, sample } = bar.ariaBusy === "true" ? {} : (button?.dataset ?? {});
        const image = button?.querySelector("img");
        if (does !== undefined && isAction(actions, does)) {
            actions[does]();
        } else if (sample !== undefined && image) {
            onSample(image.src, sample);
        }
    });
    walkWithArrows(bar, buttons);
    return {
        setWalking: (isOn) => bar.querySelector("[data-does=walk]")?.setAttribute("aria-pressed", String(isOn)),
        setBusy: (isBusy) => bar.setAttribute("aria-busy", String(isBusy)),
    };
}

function isAction(actions: BarActions, name: string): name is keyof BarActions {
    return Object.hasOwn(actions, name);
}

/** One stop for the Tab key, as toolbars are; the arrows go from button to button. */
function walkWithArrows(bar: HTMLElement, buttons: readonly HTMLButtonElement[]): void {
    const give = (next: HTMLButtonElement | undefined) => {
        for (const button of buttons) {
            button.tabIndex = button === next ? 0 : -1;
        }
    };
    give(buttons[0]);
    bar.addEventListener("focusin", ({ target }) => give(buttons.find((button) => button === target)));
    bar.addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        const at = buttons.findIndex((button) => button.matches(":focus"));
        if (step !== undefined && at >= 0) {
            event.preventDefault();
            buttons.at((at + step) % buttons.length)?.focus();
        }
    });
}
