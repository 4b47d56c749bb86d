/** Shows sentences over the scene until they are closed, and tells them to screen readers. Replaces earlier ones. */
export function showNotice(sentences: readonly string[]): void {
    const place = document.querySelector("#notice");
    place?.replaceChildren();
    if (sentences.length === 0) {
        return;
    }
    const box = document.createElement("div");
    const text = document.createElement("p");
    text.textContent = sentences.join(" ");
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "Close";
    close.addEventListener("click", () => box.remove());
    box.append(text, close);
    place?.append(box);
}
