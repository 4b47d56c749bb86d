/** Side lengths the model accepts, in pixels (Tripo's public API: 20 to 6,000 a side). */
export const imageSides = { minimum: 20, maximum: 6000 } as const;

/** A shorter side below this costs details, in pixels (Tripo's public API advises more than 256). */
export const advisedSide = 256;

/** Largest file sent, in bytes. Tripo's public API says 20 MB, and the smaller reading of that is always allowed. */
export const maximumSentBytes = 20_000_000;

/** Largest file read, in bytes: what is too large to be sent can still be made smaller. */
export const maximumFileBytes = 100_000_000;

/** Pictures with more pixels than this are not decoded: a small file can hold gigabytes. Phones make up to 108 million. */
export const maximumPixels = 120_000_000;

/** Pixels. */
export interface Size {
    width: number;
    height: number;
}

export const sizeText = ({ width, height }: Size): string => `${width} × ${height}`;

/** Bytes as a person reads them. */
export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
