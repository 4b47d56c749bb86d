import type { Locator, Page } from "playwright-core";
import sharp from "sharp";

/** A glazed vase with a light band, different for every `tint`, on nothing or on a background. */
export function drawPicture(tint = "#b03a2e", background = "none"): Promise<Buffer> {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="640">
        <defs>
            <linearGradient id="shade">
                <stop offset="0" stop-color="#000" stop-opacity="0.45"/>
                <stop offset="0.35" stop-color="#fff" stop-opacity="0.35"/>
                <stop offset="0.6" stop-color="#fff" stop-opacity="0"/>
                <stop offset="1" stop-color="#000" stop-opacity="0.5"/>
            </linearGradient>
            <clipPath id="vase"><path d="M178 70 q62 -24 124 0 q-4 60 -14 90 q108 90 88 230
                q-16 130 -70 176 q-66 20 -132 0 q-54 -46 -70 -176 q-20 -140 88 -230 q-10 -30 -14 -90 z"/></clipPath>
        </defs>
        <rect width="480" height="640" fill="${background}"/>
        <g clip-path="url(#vase)">
            <rect width="480" height="640" fill="${tint}"/>
            <rect y="330" width="480" height="84" fill="#f4f1e8"/>
            <path d="M60 372 l30 -30 30 30 30 -30 30 30 30 -30 30 30 30 -30 30 30 30 -30 30 30 30 -30"
                fill="none" stroke="${tint}" stroke-width="14"/>
            <rect width="480" height="640" fill="url(#shade)"/>
        </g>
    </svg>`;
    return sharp(Buffer.from(svg)).png().toBuffer();
}

/** Noise, which nothing makes smaller: more than 5 MB. */
export function largePicture(): Promise<Buffer> {
    const noise = { type: "gaussian", mean: 128, sigma: 60 } as const;
    const create = { width: 1400, height: 1400, channels: 3, background: "black", noise } as const;
    return sharp({ create }).png({ compressionLevel: 0 }).toBuffer();
}

/** What a designer does in the pane, step by step. */
export interface GeneratePane {
    root: Locator;
    chooseFile(bytes: Buffer, name?: string): Promise<void>;
    drop(bytes: Buffer, name?: string): Promise<void>;
    paste(bytes: Buffer, name?: string): Promise<void>;
    pasteInto(target: Locator, bytes: Buffer, name: string): Promise<void>;
    choose(line: string, choice: string): Promise<void>;
    fill(line: string, value: string): Promise<void>;
    /** The button once it carries a price. */
    pricedButton(): Locator;
    generate(): Promise<void>;
    /** The generations in sight, newest first. */
    entries(): Locator;
    /** The newest generation. */
    latest(): Locator;
    /** Does something with the newest generation, whether it has a button for it or an entry in its menu. */
    act(title: string): Promise<void>;
    /** Opens a section that is closed. */
    expand(section: string): Promise<void>;
    /** What stands behind a name. */
    valueOf(line: string): Promise<string>;
    waitFor(text: string | RegExp): Promise<void>;
    /** Waits for words in the newest generation. */
    waitForLatest(text: string | RegExp): Promise<void>;
}

const tab = 'button[role=radio][value="Generate from image"]';

export async function openGeneratePane(page: Page): Promise<GeneratePane> {
    await page.locator(tab).click();
    const root = page.locator("[data-generate-pane]");
    await root.waitFor();
    const pricedButton = () => root.getByRole("button", { name: /^Generate · [\d.]+ CU$/ });
    const entries = () => root.getByRole("list", { name: "Generations" }).getByRole("listitem");
    const latest = () => entries().first();
    return {
        root,
        entries,
        latest,
        pricedButton,
        chooseFile: async (bytes, name = "vase.png") => {
            const file = { name, mimeType: "image/png", buffer: bytes };
            await root.locator("input[type=file]").setInputFiles(file);
        },
        drop: (bytes, name = "vase.png") => sendPicture(page, root, "drop", bytes, name),
        paste: (bytes, name = "vase.png") => sendPicture(page, root, "paste", bytes, name),
        pasteInto: (target, bytes, name) => sendPicture(page, target, "paste", bytes, name),
        choose: async (line, choice) => {
            await root.getByRole("combobox", { name: line, exact: true }).click();
            await page.getByRole("option", { name: choice, exact: true }).click();
        },
        fill: (line, value) => root.getByRole("spinbutton", { name: line, exact: true }).fill(value),
        generate: () => pricedButton().click(),
        act: async (title) => {
            const button = latest().getByRole("button", { name: title, exact: true });
            const menu = latest().getByRole("button", { name: /^More for / });
            await button.or(menu).first().waitFor();
            if ((await button.count()) > 0) {
                return button.click();
            }
            await menu.click();
            await page.getByRole("menuitem", { name: title, exact: true }).click();
        },
        expand: async (section) => {
            const header = root.getByRole("button", { name: section, exact: true });
            if ((await header.getAttribute("aria-expanded")) === "false") {
                await header.click();
            }
        },
        valueOf: (line) => {
            const name = root.getByText(line, { exact: true });
            return name.evaluate((element) => {
                let place: Element | null = element;
                while (place !== null && place.textContent === element.textContent) {
                    place = place.parentElement;
                }
                return place?.textContent?.replace(element.textContent ?? "", "").trim() ?? "";
            });
        },
        waitFor: (text) => root.getByText(text).first().waitFor(),
        waitForLatest: (text) => latest().getByText(text).first().waitFor(),
    };
}

/** The pane with a picture in it, and the price on its button. */
export async function openPricedPane(page: Page, tint?: string): Promise<GeneratePane> {
    const pane = await openGeneratePane(page);
    await pane.chooseFile(await drawPicture(tint));
    await pane.pricedButton().waitFor();
    return pane;
}

/** A real drop or paste event with a file in it, as the browser would make it. */
async function sendPicture(page: Page, target: Locator, kind: "drop" | "paste", bytes: Buffer, name: string) {
    const data = await page.evaluateHandle(
        ({ base64, fileName }) => {
            const raw = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
            const transfer = new DataTransfer();
            transfer.items.add(new File([raw], fileName, { type: "image/png" }));
            return transfer;
        },
        { base64: bytes.toString("base64"), fileName: name },
    );
    if (kind === "drop") {
        await target.dispatchEvent("dragover", { dataTransfer: data });
        await target.dispatchEvent("drop", { dataTransfer: data });
        return;
    }
    await target.evaluate((element, clipboardData) => {
        element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, data);
}
