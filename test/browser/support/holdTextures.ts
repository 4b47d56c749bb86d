import type { Page } from "playwright-core";

/**
 * Keeps the textures of models from being read until the returned function is called, so that an import stands still
 * where a test wants it.
 */
export async function holdTextures(page: Page): Promise<() => Promise<void>> {
    await page.evaluate(() => {
        const gate = new Promise((resolve) => Object.assign(globalThis, { openTextures: resolve }));
        const source = Object.getOwnPropertyDescriptor(HTMLImageElement.prototype, "src");
        Object.defineProperty(HTMLImageElement.prototype, "src", {
            ...source,
            set(value: string) {
                void gate.then(() => source?.set?.call(this, value));
            },
        });
    });
    // The page's own name for the gate, put there just above.
    return () => page.evaluate(() => (globalThis as unknown as { openTextures: () => void }).openTextures());
}
