const units = ["KB", "MB", "GB", "TB"] as const;

/** Bytes as a person reads them: `12 KB`, `3.4 MB`, `10 GB`. */
export function formatBytes(bytes: number): string {
    let value = bytes / 1024;
    let unit = 0;
    for (; value >= 1000 && unit < units.length - 1; unit++) {
        value /= 1024;
    }
    return `${unit === 0 ? Math.ceil(value) : Number(value.toFixed(1))} ${units[unit]}`;
}
