export interface KeyActions {
    frame(): void;
    walk(): void;
    save(): void;
    open(): void;
}

/**
 * F and C while nothing but the scene has the focus, and with Ctrl or Cmd: S and O, wherever it is.
 */
export function listenForKeys(canvas: HTMLCanvasElement, actions: KeyActions): void {
    document.addEventListener("keydown", (event) => {
        const isCommand = event.ctrlKey || event.metaKey;
        const isOnScene = event.target === canvas || event.target === document.body;
        const act = isCommand ? withCommand(event.key, actions) : isOnScene ? plain(event.key, actions) : undefined;
        if (act !== undefined && !event.altKey && !event.shiftKey && !event.repeat) {
            event.preventDefault();
            act();
        }
    });
}

function withCommand(key: string, { save, open }: KeyActions): (() => void) | undefined {
    return { s: save, o: open }[key.toLowerCase()];
}

function plain(key: string, { frame, walk }: KeyActions): (() => void) | undefined {
    return { f: frame, c: walk }[key.toLowerCase()];
}
