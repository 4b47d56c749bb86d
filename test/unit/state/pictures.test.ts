import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { pictureBytes } from "../generation/pictureBytes";
import { callsLike, choosePicture, latest, openPane, openPlaced, untilPriced } from "./paneTab";

/** The preview addresses that exist now. */
function watchPreviews(): Set<string> {
    const alive = new Set<string>();
    const { createObjectURL, revokeObjectURL } = URL;
    const made = vi.spyOn(URL, "createObjectURL").mockImplementation((blob) => {
        const url = createObjectURL(blob);
        alive.add(url);
        return url;
    });
    const freed = vi.spyOn(URL, "revokeObjectURL").mockImplementation((url) => {
        alive.delete(url);
        revokeObjectURL(url);
    });
    onTestFinished(() => {
        made.mockRestore();
        freed.mockRestore();
    });
    return alive;
}

let previews = new Set<string>();
beforeEach(() => {
    previews = watchPreviews();
});

const notAPicture = () => new TextEncoder().encode("not a picture");

describe("the picture", () => {
    it("is read, shown and identified by its content", async () => {
        const { service, state } = await openPane();
        const reading = service.setPicture(new File([pictureBytes()], "chair.png"));
        expect(state().picture).toEqual({ status: "reading" });
        await reading;
        expect(state().picture).toMatchObject({
            status: "ready",
            image: { name: "chair.png", width: 64, height: 64, mediaType: "image/png" },
            previewUrl: [...previews][0],
        });
    });

    it("that is none is refused before anything is sent, and the next one is taken", async () => {
        const pane = await openPane();
        await pane.service.setPicture(notAPicture());
        expect(pane.state().picture).toMatchObject({ status: "refused", error: { kind: "input", spending: "none" } });
        await pane.clock.pass(5000);
        expect(callsLike(/^POST \/assets/, pane)).toBe(0);
        await choosePicture(pane);
        expect(pane.state().picture.status).toBe("ready");
    });

    it("chosen last wins, whatever is still being read", async () => {
        const { service, state } = await openPane();
        const shown: unknown[] = [];
        service.store.subscribe(() => {
            const { picture } = state();
            shown.push(picture.status === "ready" ? picture.image.name : picture.status);
        });
        await Promise.all([
            service.setPicture(new File([pictureBytes(1)], "first.png")),
            service.setPicture(notAPicture()),
            service.setPicture(new File([pictureBytes(2)], "last.png")),
        ]);
        expect(shown).not.toContain("first.png");
        expect(shown).not.toContain("refused");
        expect(shown.at(-1)).toBe("last.png");
        expect(previews.size).toBe(1);
    });

    it("stays away when it is cleared while it is read", async () => {
        const { service, state } = await openPane();
        const reading = service.setPicture(pictureBytes());
        service.clearPicture();
        await reading;
        expect(state()).toMatchObject({ picture: { status: "none" }, quote: { status: "none" } });
        expect(previews.size).toBe(0);
    });

    it("stays away when it is cleared in the last moment of its reading", async () => {
        const { service, state } = await openPane();
        const file = new File([pictureBytes()], "chair.png");
        const read = file.arrayBuffer.bind(file);
        file.arrayBuffer = async () => {
            const bytes = await read();
            service.clearPicture();
            return bytes;
        };
        await service.setPicture(file);
        expect(state().picture).toEqual({ status: "none" });
        expect(previews.size).toBe(0);
    });

    it("stays away when the service ends while it is read", async () => {
        const { service, state } = await openPane();
        const reading = service.setPicture(pictureBytes());
        service.dispose();
        await reading;
        await service.setPicture(pictureBytes());
        expect(state().picture.status).not.toBe("ready");
        expect(previews.size).toBe(0);
    });
});

describe("previews", () => {
    it("are freed when another picture takes their place, is refused or is cleared", async () => {
        const { service } = await openPane();
        await service.setPicture(pictureBytes(1));
        await service.setPicture(pictureBytes(2));
        expect(previews.size).toBe(1);
        await service.setPicture(notAPicture());
        expect(previews.size).toBe(0);
        await service.setPicture(pictureBytes(3));
        service.clearPicture();
        expect(previews.size).toBe(0);
    });

    it("are needed by no generation: the list has the kept picture", async () => {
        const pane = await openPlaced();
        pane.service.clearPicture();
        expect(previews.size).toBe(0);
        const kept = await pane.service.pictureFile(latest(pane).id);
        expect(kept).toMatchObject({ name: "chair.png", type: "image/png", size: 64 });
    });

    it("are all freed in the end", async () => {
        const pane = await openPane();
        await pane.service.setPicture(pictureBytes(1));
        await untilPriced(pane);
        pane.service.dispose();
        expect(previews.size).toBe(0);
    });
});
