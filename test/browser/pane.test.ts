import { describe, expect, it } from "vitest";
import { tabTo } from "./support/focus";
import { drawPicture, openGeneratePane } from "./support/generatePane";
import { makeBoxModel } from "./support/makeBoxModel";
import { provideSandbox } from "./support/provideSandbox";
import { placedModels } from "./support/sceneProbe";

const { sandbox, open } = provideSandbox({ makeModel: makeBoxModel });

describe("the pane", () => {
    it("does the whole job by keyboard alone and tells screen readers how it goes", async () => {
        const { page } = await open();
        const pane = await openGeneratePane(page);
        await pane.root.getByRole("button", { name: /Drop a picture here/ }).focus();
        const choosing = page.waitForEvent("filechooser");
        // One round trip, so that the browser knows of the interception before the key.
        await page.title();
        await page.keyboard.press("Enter");
        await (await choosing).setFiles({
            name: "vase.png",
            mimeType: "image/png",
            buffer: await drawPicture("#884422"),
        });
        await pane.pricedButton().waitFor();
        const heard = (subject: string) => pane.root.getByRole("status", { name: subject }).textContent();
        await expect.poll(() => heard("Picture")).toBe("Picture vase.png is ready.");
        await tabTo(page, pane.pricedButton());
        await page.keyboard.press("Enter");
        await expect.poll(() => heard("Newest generation"), { timeout: 30_000 }).toBe("vase: In the scene.");
    });

    it("fits into 300 pixels, and names every control", async () => {
        const { page } = await open("/?theme=light");
        const pane = await openGeneratePane(page);
        await pane.chooseFile(await drawPicture("#446622"), "a rather long name of a picture of a vase.png");
        await pane.choose("Fit size", "Longest side");
        await pane.generate();
        await pane.waitFor(/In the scene/);
        const controls = (await pane.root.ariaSnapshot()).match(
            /- (button|textbox|combobox|spinbutton|switch|progressbar)\b.*/g,
        );
        expect(controls?.length).toBeGreaterThan(20);
        expect(controls?.filter((line) => !/"[^"]+"/.test(line))).toEqual([]);
        await pane.root.evaluate((element) => {
            element.style.width = "300px";
        });
        // Fluent stretches the invisible input of a switch over its label; what is seen is a div.
        const visible = "button, input:not([role=switch]), div[class*=indicator], li, img, span";
        const overflowing = await pane.root.evaluate((root, visible) => {
            const edge = root.getBoundingClientRect().right;
            const controls = [...root.querySelectorAll(visible)];
            return controls
                .filter((control) => control.getBoundingClientRect().right > edge + 1)
                .map(({ outerHTML }) => outerHTML.slice(0, 200));
        }, visible);
        expect(overflowing).toEqual([]);
    });

    it("takes what is dropped and pasted, leaves text fields alone, and keeps the page from a file dropped beside it", async () => {
        const { page } = await open();
        const pane = await openGeneratePane(page);
        const isPrevented = (selector: string, type: string) =>
            page.evaluate(
                ({ target, kind }) => {
                    const dataTransfer = new DataTransfer();
                    if (kind === "file") {
                        dataTransfer.items.add(new File(["x"], "x.png", { type: "image/png" }));
                    } else {
                        dataTransfer.setData(kind, "data:image/png;base64,AAAA");
                    }
                    const drop = new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true });
                    return document.querySelector(target)?.dispatchEvent(drop) === false;
                },
                { target: selector, kind: type },
            );
        expect(await isPrevented("[data-generate-pane] input[type=url]", "text/plain")).toBe(false);
        expect(await isPrevented("canvas", "text/plain")).toBe(false);
        expect(await isPrevented("canvas", "file")).toBe(true);
        expect(await isPrevented("[data-generate-pane]", "text/uri-list")).toBe(true);
        await pane.waitFor(/is not a picture/);
        const address = pane.root.getByRole("textbox", { name: "Address of a picture" });
        await pane.pasteInto(address, await drawPicture("#448866"), "ignored.png");
        await pane.paste(await drawPicture("#668844"), "pasted.png");
        await pane.waitFor(/pasted\.png · 480 × 640/);
    });

    it("takes a picture's address, and explains one that cannot be read", async () => {
        const { page } = await open();
        const pane = await openGeneratePane(page);
        const address = pane.root.getByRole("textbox", { name: "Address of a picture" });
        await address.fill(`${sandbox().origin}/no-such-picture-here.png`);
        await address.press("Enter");
        await pane.waitFor(/is not a picture|answered 404/);
        const png = (await drawPicture("#446688")).toString("base64");
        await page.route("**/pictures/vase.png", (route) =>
            route.fulfill({ body: Buffer.from(png, "base64"), contentType: "image/png" }),
        );
        await address.fill(`${sandbox().origin}/pictures/vase.png`);
        await pane.root.getByRole("button", { name: "Load" }).click();
        await pane.waitFor(/vase\.png · 480 × 640/);
        await pane.root.getByRole("button", { name: "Clear the picture" }).click();
        await pane.root.getByRole("button", { name: /Drop a picture here/ }).waitFor();
    });

    it("brings a new generation into sight and moves nothing else", async () => {
        const { page } = await open();
        const pane = await openGeneratePane(page);
        await pane.chooseFile(await drawPicture("#4466aa"));
        await pane.pricedButton().waitFor();
        const before = await pane.pricedButton().boundingBox();
        await pane.root.getByRole("switch", { name: "Generate Parts" }).scrollIntoViewIfNeeded();
        sandbox().emulator.control.setJobDuration(3_600_000);
        await pane.generate();
        await pane.waitFor("Exactly this is being generated now.");
        const button = pane.root.getByRole("button", { name: "Generate", exact: true });
        expect(await button.boundingBox()).toEqual(before);
        const [item, visible] = [await pane.latest().boundingBox(), page.viewportSize()];
        expect(item?.y).toBeGreaterThan(0);
        expect((item?.y ?? 0) + (item?.height ?? 0)).toBeLessThan(visible?.height ?? 0);
    });

    it("leaves the pane alone that is opened meanwhile", async () => {
        const { page } = await open();
        const pane = await openGeneratePane(page);
        await pane.chooseFile(await drawPicture("#aa6644"));
        await pane.generate();
        const tools = page.locator('button[role=radio][value="Tools"]');
        await tools.click();
        await expect
            .poll(() => placedModels(page), { timeout: 30_000 })
            .toMatchObject([{ name: "vase", selected: false }]);
        expect(await tools.getAttribute("aria-checked")).toBe("true");
    });

    it("may be closed with the whole Inspector while a generation goes on", async () => {
        const { page } = await open();
        const pane = await openGeneratePane(page);
        await pane.chooseFile(await drawPicture("#aa4466"));
        await pane.generate();
        await page.evaluate(() => {
            const { inspector } = globalThis as unknown as { inspector: { dispose(): Promise<void> } };
            return inspector.dispose();
        });
        expect(await pane.root.count()).toBe(0);
        await expect.poll(() => placedModels(page), { timeout: 30_000 }).toMatchObject([{ name: "vase" }]);
    });
});
