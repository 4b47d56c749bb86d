import { drawThumbnail } from "../image/drawThumbnail";
import type { PaneContext } from "./paneContext";

export interface Thumbnails {
    /** A kept picture, small, as an address for this page; undefined when it cannot be had. */
    thumbnailOf(hash: string): Promise<string | undefined>;
    dispose(): void;
}

// Pixels: twice what the list shows, for fine screens.
const side = 96;
// More than ever stand in a list at once.
const mostHeld = 300;

/** Draws each picture small once, keeps that beside the picture, and holds the addresses of the latest ones. */
export function createThumbnails({ opened }: Pick<PaneContext, "opened">): Thumbnails {
    const addresses = new Map<string, Promise<string | undefined>>();

    const read = async (hash: string): Promise<string | undefined> => {
        const files = opened()?.files;
        const key = `thumbnail/${hash}`;
        const kept = await files?.get(key);
        if (kept !== undefined) {
            return URL.createObjectURL(kept);
        }
        const picture = await files?.get(hash);
        const drawn = picture && (await drawThumbnail(picture, side).catch(() => undefined));
        if (files === undefined || drawn === undefined) {
            return undefined;
        }
        await files.put(key, new Uint8Array(await drawn.arrayBuffer()), { refetchable: true });
        return URL.createObjectURL(drawn);
    };

    /** What cannot be had now may be had later. */
    const ask = (hash: string): Promise<string | undefined> => {
        const address = read(hash)
            .catch(() => undefined)
            .then((url) => {
                if (url === undefined && addresses.get(hash) === address) {
                    addresses.delete(hash);
                }
                return url;
            });
        return address;
    };

    const release = (address: Promise<string | undefined>): void =>
        void address.then((url) => url && URL.revokeObjectURL(url));

    return {
        thumbnailOf: (hash) => {
            const address = addresses.get(hash) ?? ask(hash);
            // The one asked for last is the last to go.
            addresses.delete(hash);
            addresses.set(hash, address);
            const [oldest] = addresses;
            if (addresses.size > mostHeld && oldest !== undefined) {
                addresses.delete(oldest[0]);
                release(oldest[1]);
            }
            return address;
        },
        dispose: () => {
            [...addresses.values()].forEach(release);
            addresses.clear();
        },
    };
}
