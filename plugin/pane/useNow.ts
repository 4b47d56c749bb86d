import { useEffect, useState } from "react";

/** The time in ms since 1970, renewed every `interval` ms. */
export function useNow(interval: number): number {
    const [now, setNow] = useState(Date.now);
    useEffect(() => {
        setNow(Date.now());
        const timer = setInterval(() => setNow(Date.now()), interval);
        return () => clearInterval(timer);
    }, [interval]);
    return now;
}
