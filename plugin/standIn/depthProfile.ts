import { seededNumber } from "./seededNumber";

/** How much of its full roundness each side of the object keeps; the back is a little flatter. */
const FRONT = 0.95;
const BACK = 0.8;
/** How far a seed may change the depth of the whole object, and of places in it. */
const WHOLE_CHANGE = 0.12;
const LOCAL_CHANGE = 0.1;

/** Factors for the half thickness at a place in the picture, given from 0 to 1 across and down. */
export interface DepthProfile {
    front(across: number, down: number): number;
    back(across: number, down: number): number;
}

/** The plain profile, or for a seed one that differs a little from every other seed's, always in the same way. */
export function createDepthProfile(seed: number | undefined): DepthProfile {
    if (seed === undefined) {
        return { front: () => FRONT, back: () => BACK };
    }
    const wave = (salt: number): number => seededNumber(seed, salt) * 2 * Math.PI;
    const whole = 1 + WHOLE_CHANGE * (seededNumber(seed, 0) - 0.5) * 2;
    const [a, b, c, d] = [wave(1), wave(2), wave(3), wave(4)];
    const local = (across: number, down: number, phase: number): number =>
        1 + (LOCAL_CHANGE / 2) * (Math.sin(across * 7 + a + phase) + Math.sin(down * 6 + across * 3 + b + phase));
    return {
        front: (across, down) => FRONT * whole * local(across, down, c),
        back: (across, down) => BACK * whole * local(across, down, d),
    };
}
