/** All text reachable from a value: fields, error messages, stacks and causes. */
export function everyWord(value: unknown, seen = new Set<unknown>()): string {
    if (typeof value !== "object" || value === null) {
        return String(value);
    }
    if (seen.has(value)) {
        return "";
    }
    seen.add(value);
    // An error's own fields are partly hidden from Object.values.
    const fields: unknown[] = Reflect.ownKeys(value).flatMap((key) => [key, Reflect.get(value, key)]);
    return fields.map((field) => everyWord(field, seen)).join("\n");
}
