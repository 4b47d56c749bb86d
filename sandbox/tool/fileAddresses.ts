/** True for an address that is not a path beside the file it is in: with a scheme, a host, or from the root. */
export function isElsewhere(address: string): boolean {
    return /^([a-z][a-z0-9+.-]*:|[/\\])/i.test(address);
}

/** What a designer is told of files that a scene needs. */
export function missingParts(scene: string, addresses: readonly string[]): string {
    const names = [...new Set(addresses)];
    const few = names.slice(0, 4).join(", ");
    const more = names.length > 4 ? ` and ${names.length - 4} more` : "";
    const files = names.length === 1 ? "another file" : `${names.length} other files`;
    return `${scene} needs ${files}: ${few}${more}. Drop all of them together, or their folder.`;
}
