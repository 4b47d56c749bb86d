/** The same object with some of it replaced. What is not replaced is called on the object itself. */
export function overlay<Target extends object>(target: Target, own: object): Target {
    return new Proxy(target, {
        get: (_, name) => {
            if (name in own) {
                return Reflect.get(own, name);
            }
            const value: unknown = Reflect.get(target, name);
            return typeof value === "function" ? value.bind(target) : value;
        },
    });
}
