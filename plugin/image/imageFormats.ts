/** The name of each format for people, then what its files' names end in. */
const formats: Readonly<Record<string, readonly [name: string, ...endings: string[]]>> = {
    "image/png": ["PNG", "png", "apng"],
    "image/jpeg": ["JPEG", "jpg", "jpeg", "jpe", "jfif"],
    "image/webp": ["WebP", "webp"],
    "image/gif": ["GIF", "gif"],
    "image/bmp": ["BMP", "bmp", "dib"],
    "image/tiff": ["TIFF", "tif", "tiff"],
    "image/avif": ["AVIF", "avif", "avifs"],
    "image/heic": ["HEIC", "heic", "heif", "hif"],
    "image/svg+xml": ["SVG", "svg"],
};

/** The name of a format for people. */
export const formatName = (mediaType: string): string => formats[mediaType]?.[0] ?? mediaType;

/** True when a file's name ends as those of another format do. */
export function isMisnamed(fileName: string, mediaType: string): boolean {
    const ending = /\.(\w+)$/.exec(fileName.toLowerCase())?.[1] ?? "";
    const named = Object.entries(formats).find(([, [, ...endings]]) => endings.includes(ending));
    return named !== undefined && named[0] !== mediaType;
}
