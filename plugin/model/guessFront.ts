import type { Matrix4 } from "./matrix4";
import type { FrontGuess } from "./modelReport";
import type { PlacedNode } from "./walkNodes";

const directions = { "+X": [1, 0], "-X": [-1, 0], "+Z": [0, 1], "-Z": [0, -1] } as const;

/** Cosine of the angle up to which a direction still counts as an axis; about eight degrees. */
const nearAxis = 0.99;

/**
 * Guesses where a model's front looks, from the only thing in a file that tells: Tripo names its root node, and its models
 * look along that node's +X (reference model-files, "What Tripo returns"). Another tool may have turned the node since.
 */
export function guessFront(placed: Map<number, PlacedNode>): FrontGuess | undefined {
    const root = [...placed.values()].find(({ node }) => node.name?.startsWith("tripo_node_"));
    const direction = root && axisOf(root.matrix);
    return (
        direction && {
            direction,
            reason: "Tripo made this model, and its models look that way unless they were aligned to their picture.",
        }
    );
}

/** Where a matrix takes +X, when that is near an axis over the ground. */
function axisOf([x = 0, y = 0, z = 0]: Matrix4): FrontGuess["direction"] | undefined {
    const length = Math.hypot(x, y, z);
    const [name] = Object.entries(directions).find(([, [dx, dz]]) => x * dx + z * dz > nearAxis * length) ?? [];
    return name === "+X" || name === "-X" || name === "+Z" || name === "-Z" ? name : undefined;
}
