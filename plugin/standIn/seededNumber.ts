/** A number from 0 to 1 that looks random but is always the same for the same arguments. */
export function seededNumber(seed: number, salt: number): number {
    let mixed = Math.imul((Math.trunc(seed) ^ Math.imul(salt + 1, 0x9e3779b1)) >>> 0, 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x27d4eb2f);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 0xffffffff;
}
