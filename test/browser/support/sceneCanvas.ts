import { mkdirSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Locator, Page } from "playwright-core";

/** A place in the window, CSS pixels. */
export interface WindowPoint {
    x: number;
    y: number;
}

/** What a designer does on the scene itself. */
export interface SceneCanvas {
    /** Drags files over the canvas, as from a file manager; `drop` lets them go. */
    drag(files: readonly string[], at: WindowPoint, options?: { drop?: boolean; shift?: boolean }): Promise<void>;
    /** Pastes a picture while nothing has the focus. */
    paste(bytes: Buffer, name: string): Promise<void>;
    /** The labels of pictures that wait. */
    labels(): Locator;
    /** Name, position and whether it is enabled, of all our wrappers in the scene. */
    wrappers(): Promise<{ name: string; position: number[]; isEnabled: boolean; isStandIn: boolean }[]>;
    /** Moves the newest stand-in. */
    moveStandIn(x: number, y: number, z: number): Promise<void>;
}

interface PageNode {
    name: string;
    metadata: { babylonScenario?: { standIn?: boolean } } | null;
    absolutePosition: { asArray(): number[] };
    position: { set(x: number, y: number, z: number): void };
    isEnabled(): boolean;
}

export function openCanvas(page: Page): SceneCanvas {
    return {
        drag: async (files, { x, y }, { drop = false, shift = false } = {}) => {
            const session = await page.context().newCDPSession(page);
            const data = { items: [], files: [...files], dragOperationsMask: 1 };
            const modifiers = shift ? 8 : 0;
            for (const type of ["dragEnter", "dragOver", ...(drop ? ["drop" as const] : [])] as const) {
                await session.send("Input.dispatchDragEvent", { type, x, y, data, modifiers });
            }
            await session.detach();
        },
        paste: (bytes, name) =>
            page.evaluate(
                ({ base64, fileName }) => {
                    const raw = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
                    const clipboardData = new DataTransfer();
                    clipboardData.items.add(new File([raw], fileName, { type: "image/png" }));
                    const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
                    (document.activeElement ?? document.body).dispatchEvent(paste);
                },
                { base64: bytes.toString("base64"), fileName: name },
            ),
        labels: () => page.getByRole("group", { name: /not generated yet$/ }),
        wrappers: () =>
            page.evaluate(() => {
                const { scene } = globalThis as unknown as { scene: { transformNodes: PageNode[] } };
                return scene.transformNodes
                    .filter(({ metadata }) => metadata?.babylonScenario !== undefined)
                    .map((node) => ({
                        name: node.name,
                        position: node.absolutePosition.asArray(),
                        isEnabled: node.isEnabled(),
                        isStandIn: node.metadata?.babylonScenario?.standIn === true,
                    }));
            }),
        moveStandIn: (x, y, z) =>
            page.evaluate(
                (place) => {
                    const { scene } = globalThis as unknown as { scene: { transformNodes: PageNode[] } };
                    const found = scene.transformNodes.findLast(({ metadata }) => metadata?.babylonScenario?.standIn);
                    found?.position.set(place.x, place.y, place.z);
                },
                { x, y, z },
            ),
    };
}

/** Writes a file to the disk, to be dragged from there. */
export function diskFile(name: string, content: Uint8Array | string): string {
    mkdirSync("test/output/dragged", { recursive: true });
    const path = resolve("test/output/dragged", name);
    writeFileSync(path, content);
    return path;
}
