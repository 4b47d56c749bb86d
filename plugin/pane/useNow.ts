import { useEffect, useState } from "react";

/** The time in ms since 1970, renewed every second while `running`. */
export function useNow(running: boolean): number {
    const [now, setNow] = useState(Date.now);
    useEffect(() => {
        if (!running) {
            return;
        }
        const timer = setInterval(() => setNow(Date.now()), 1000);
        return () => clearInterval(timer);
    }, [running]);
    return now;
}
