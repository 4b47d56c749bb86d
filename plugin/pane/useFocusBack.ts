import { type RefObject, useEffect, useRef } from "react";

/** Gives the focus that a question had back to the first button of `place`, when the question is gone and nobody took it. */
export function useFocusBack(isAsked: boolean, place: RefObject<HTMLElement | null>): void {
    const wasAsked = useRef(isAsked);
    useEffect(() => {
        const document = place.current?.ownerDocument;
        if (wasAsked.current && !isAsked && document?.activeElement === document?.body) {
            place.current?.querySelector("button")?.focus();
        }
        wasAsked.current = isAsked;
    }, [isAsked, place]);
}
