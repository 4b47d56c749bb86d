import { byteView } from "./byteView";
import { damagedImage } from "./imageError";
import type { Size } from "./imageLimits";
import { type PictureFacts, plainFacts } from "./pictureFacts";

const [extensionMark, frameMark] = [0x21, 0x2c];

/**
 * Reads what a GIF says about itself.
 *
 * @throws GenerationError of kind `input` when it is cut off in its header
 */
export function readGifFacts(bytes: Uint8Array): PictureFacts {
    if (bytes.length < 13) {
        throw damagedImage();
    }
    const screen = readSize(bytes, 6);
    const [first = screen, second] = readFrames(bytes);
    return {
        ...plainFacts,
        // Browsers make room for a first frame that is larger than the screen it was made for.
        width: Math.max(screen.width, first.width),
        height: Math.max(screen.height, first.height),
        isAnimated: second !== undefined,
    };
}

/** The first two frames' sizes. Each block ends with a row of pieces, the last of which is empty. */
function readFrames(bytes: Uint8Array): Size[] {
    const frames: Size[] = [];
    let at = 13 + colourTableLength(bytes[10]);
    while (frames.length < 2 && at + 10 <= bytes.length && [extensionMark, frameMark].includes(bytes[at] ?? 0)) {
        const isFrame = bytes[at] === frameMark;
        if (isFrame) {
            frames.push(readSize(bytes, at + 5));
        }
        at += isFrame ? 11 + colourTableLength(bytes[at + 9]) : 2;
        for (let length = bytes[at]; length; length = bytes[at]) {
            at += 1 + length;
        }
        at += 1;
    }
    return frames;
}

/** Bytes, by the flags that say whether there is a table and how long it is. */
const colourTableLength = (flags = 0): number => ((flags & 0x80) === 0 ? 0 : 3 << ((flags & 7) + 1));

function readSize(bytes: Uint8Array, at: number): Size {
    const view = byteView(bytes);
    return { width: view.getUint16(at, true), height: view.getUint16(at + 2, true) };
}
