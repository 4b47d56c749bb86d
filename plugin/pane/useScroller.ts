import { type RefObject, useLayoutEffect, useState } from "react";

export interface Scroller {
    element: HTMLElement | null;
    /** px from the beginning of what scrolls to the place. */
    margin: number;
}

/** What scrolls a place, which is the host's accordion, and how far down the place is in it. */
export function useScroller(place: RefObject<HTMLElement | null>): Scroller {
    const [element, setElement] = useState<HTMLElement | null>(null);
    const [margin, setMargin] = useState(0);
    useLayoutEffect(() => setElement(scrollerOf(place.current)), [place]);
    // After every drawing: whatever stands above may have become higher.
    useLayoutEffect(() => {
        if (element !== null && place.current !== null) {
            const distance = place.current.getBoundingClientRect().top - element.getBoundingClientRect().top;
            setMargin(Math.round(distance + element.scrollTop));
        }
    });
    return { element, margin };
}

function scrollerOf(element: HTMLElement | null): HTMLElement | null {
    const parent = element?.parentElement ?? null;
    const isFound = parent === null || /auto|scroll/.test(getComputedStyle(parent).overflowY);
    return isFound ? parent : scrollerOf(parent);
}
