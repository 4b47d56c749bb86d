import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { createFileStore, type FileStore } from "../../../plugin/generation/fileStore";
import { openLedgerDatabase } from "../../../plugin/generation/ledgerDatabase";
import { createThumbnails } from "../../../plugin/state/thumbnails";
import { latest, openPlaced } from "./paneTab";

beforeEach(() => {
    globalThis.indexedDB = new IDBFactory();
});

function openFiles(): FileStore {
    const database = openLedgerDatabase();
    onTestFinished(() => database.close());
    return createFileStore({ database, now: () => 0 });
}

/** What `createThumbnails` asks of an opened ledger. */
function thumbnailsOf(files: () => Pick<FileStore, "get" | "put"> | undefined) {
    const opened = () => {
        const found = files();
        // Nothing but the files is asked for.
        return found && ({ files: found } as ReturnType<Parameters<typeof createThumbnails>[0]["opened"]>);
    };
    const thumbnails = createThumbnails({ opened });
    onTestFinished(() => thumbnails.dispose());
    return thumbnails;
}

const small = (number: number) => new Uint8Array([number, 1, 2, 3]);

describe("thumbnails", () => {
    it("cannot be had where pictures cannot be decoded", async () => {
        const pane = await openPlaced();
        expect(await pane.service.thumbnailOf(latest(pane).picture?.hash ?? "")).toBeUndefined();
    });

    it("are taken from what was drawn before, and held", async () => {
        const files = openFiles();
        await files.put("thumbnail/chair", small(7), { refetchable: true });
        const { thumbnailOf } = thumbnailsOf(() => files);
        const url = (await thumbnailOf("chair")) ?? "";
        expect(new Uint8Array(await (await fetch(url)).arrayBuffer())).toEqual(small(7));
        expect(await thumbnailOf("chair")).toBe(url);
    });

    it("that could not be had are asked for again", async () => {
        const files = openFiles();
        let isOpen = false;
        const { thumbnailOf } = thumbnailsOf(() => (isOpen ? files : undefined));
        expect(await thumbnailOf("chair")).toBeUndefined();
        isOpen = true;
        expect(await thumbnailOf("chair")).toBeUndefined();
        await files.put("thumbnail/chair", small(1), { refetchable: true });
        expect(await thumbnailOf("chair")).toBeDefined();
    });

    it("stand in nobody's way when storage fails", async () => {
        const fail = () => Promise.reject(new Error("Broken"));
        expect(await thumbnailsOf(() => ({ get: fail, put: fail })).thumbnailOf("chair")).toBeUndefined();
    });

    it("free their addresses: the one asked for longest ago when there are many, and all in the end", async () => {
        const freed = vi.spyOn(URL, "revokeObjectURL");
        onTestFinished(() => freed.mockRestore());
        const files = openFiles();
        const thumbnails = thumbnailsOf(() => files);
        const hashes = Array.from({ length: 300 }, (_, number) => `picture-${number}`);
        for (const hash of hashes) {
            await files.put(`thumbnail/${hash}`, small(1), { refetchable: true });
        }
        const urls = await Promise.all(hashes.map(thumbnails.thumbnailOf));
        expect(await thumbnails.thumbnailOf("picture-0")).toBe(urls[0]);
        await files.put("thumbnail/one more", small(1), { refetchable: true });
        await thumbnails.thumbnailOf("one more");
        expect(freed.mock.calls).toEqual([[urls[1]]]);
        thumbnails.dispose();
        await Promise.resolve();
        await Promise.resolve();
        expect(freed).toHaveBeenCalledTimes(301);
    });
});
