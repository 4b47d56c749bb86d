/** Those of the named headers that are there. */
export function pickHeaders(from: Headers, names: readonly string[]): Record<string, string> {
    const found = names.map((name) => [name, from.get(name)] as const);
    return Object.fromEntries(found.filter((entry): entry is [string, string] => entry[1] !== null));
}
