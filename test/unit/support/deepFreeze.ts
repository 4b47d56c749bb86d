/** Writing to a frozen object throws, so a function that is not pure fails at once. Typed arrays cannot be frozen. */
export function deepFreeze<Value>(value: Value): Value {
    if (typeof value === "object" && value !== null && !Object.isFrozen(value) && !ArrayBuffer.isView(value)) {
        Object.freeze(value);
        for (const key of Reflect.ownKeys(value)) {
            deepFreeze(Reflect.get(value, key));
        }
    }
    return value;
}
