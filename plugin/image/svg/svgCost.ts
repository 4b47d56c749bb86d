/** What it takes to draw an element with all that it uses. */
interface Cost {
    /** Elements drawn, each use of one counted. */
    elements: number;
    /** The cost of the patterns, masks, clips and filters that are drawn for them. */
    others: number;
}

/** The ids in a value's `url(#…)`; CSS that came through the browser's own parser has no other way to write them. */
export const urlReferences = (value: string): string[] =>
    [...value.matchAll(/url\(\s*["']?#([^"')\s]+)/gi)].map(([, id = ""]) => id);

/**
 * Counts the elements that a drawing makes a browser draw. A few lines can refer to one another so that it is billions.
 *
 * @param styled what the drawing's style sheets refer to, by element
 */
export function svgCost(root: Element, styled: ReadonlyMap<Element, readonly string[]>): number {
    // Of elements with the same id the first one counts.
    const byId = new Map([...root.querySelectorAll("[id]")].reverse().map((element) => [element.id, element]));
    const known = new Map<Element, Cost>();
    const costOf = (element: Element): Cost => {
        const found = known.get(element);
        if (found !== undefined) {
            return found;
        }
        // What refers to itself is not drawn.
        known.set(element, { elements: 0, others: 0 });
        const cost = addUp(element);
        known.set(element, cost);
        return cost;
    };
    const totalOf = (element: Element): number => costOf(element).elements + costOf(element).others;
    const addUp = (element: Element): Cost => {
        const attributes = [...element.attributes];
        const used = attributes.flatMap(({ localName, value }) =>
            localName === "href" && value.startsWith("#") ? [decode(value.slice(1))] : [],
        );
        const painted = [...attributes.flatMap(({ value }) => urlReferences(value)), ...(styled.get(element) ?? [])];
        const parts = [...element.children, ...find(byId, used)].map(costOf);
        const elements = ownCost(element) + sum(parts.map((part) => part.elements));
        const others = sum(parts.map((part) => part.others));
        // A pattern is inherited by all that an element holds; masks, clips and filters are its own.
        const paints = find(byId, painted).map(
            (paint) => totalOf(paint) * (paint.localName === "pattern" ? elements : 1),
        );
        return { elements, others: others + sum(paints) };
    };
    return totalOf(root);
}

/** A long path or text takes as long as many short ones. */
function ownCost(element: Element): number {
    const path = element.getAttribute("d") ?? element.getAttribute("points") ?? "";
    const isText = /^(text|tspan|textPath)$/.test(element.localName);
    const letters = isText ? sum([...element.childNodes].map(({ nodeValue }) => nodeValue?.length ?? 0)) : 0;
    return 1 + path.length / 100 + letters / 20;
}

const find = (byId: ReadonlyMap<string, Element>, ids: readonly string[]): Element[] =>
    ids.flatMap((id) => byId.get(id) ?? []).filter(({ localName }) => !localName.endsWith("Gradient"));

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

function decode(id: string): string {
    try {
        return decodeURIComponent(id);
    } catch {
        return id;
    }
}
