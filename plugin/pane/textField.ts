/** True for what text is typed into. Without `instanceof`, which fails for elements of another window. */
export function isTextField(target: EventTarget | null): boolean {
    const isElement = (value: EventTarget | null): value is Element => value !== null && "closest" in value;
    const fields = "input:not([type=checkbox], [type=radio], [type=range], [type=button]), textarea, [contenteditable]";
    return isElement(target) && target.closest(fields) !== null;
}
