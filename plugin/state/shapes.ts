import type { SourceImage } from "../image/sourceImage";
import type { PaneContext } from "./paneContext";

export type StandInShape = Awaited<ReturnType<PaneContext["makeShape"]>>;

/** The shapes of the latest pictures, each made once. */
export interface Shapes {
    /** The shape when it is there already; undefined while it is being made, or when it cannot be. */
    ready(image: SourceImage): StandInShape | undefined;
    /** The shape; undefined for a picture that cannot be decoded. */
    make(image: SourceImage): Promise<StandInShape | undefined>;
}

/** Each holds about a megabyte. */
const mostHeld = 4;

interface Held {
    making: Promise<StandInShape | undefined>;
    shape: StandInShape | undefined;
}

export function createShapes({ makeShape, signal }: Pick<PaneContext, "makeShape" | "signal">): Shapes {
    const held = new Map<string, Held>();

    const start = ({ bytes, contentHash }: SourceImage): Held => {
        const entry: Held = { making: Promise.resolve(undefined), shape: undefined };
        entry.making = makeShape(bytes, { signal }).then(
            (shape) => {
                entry.shape = shape;
                return shape;
            },
            // Without a stand-in the model comes all the same.
            () => undefined,
        );
        held.set(contentHash, entry);
        return entry;
    };

    return {
        ready: ({ contentHash }) => held.get(contentHash)?.shape,
        make: (image) => {
            const entry = held.get(image.contentHash) ?? start(image);
            const [oldest] = held.keys();
            if (held.size > mostHeld && oldest !== undefined) {
                held.delete(oldest);
            }
            return entry.making;
        },
    };
}
