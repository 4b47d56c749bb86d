import type { FunctionComponent } from "react";
import type { GenerateService } from "../state/generateService";
import type { PaneState } from "../state/paneState";
import { formatBytes } from "./formatBytes";
import { Button } from "./inspectorHost";
import { ValueLine } from "./valueLine";

export interface StorageSectionProps {
    state: PaneState;
    service: GenerateService;
}

/** What is kept in this browser, how much room there is, and the way to free some. */
export const StorageSection: FunctionComponent<StorageSectionProps> = ({ state: { storage }, service }) => {
    if (storage === undefined) {
        return null;
    }
    const { files, bytes, refetchable, quota, used, persistent } = storage;
    const room = quota === undefined || used === undefined ? "unknown" : formatBytes(Math.max(0, quota - used));
    return (
        <>
            <ValueLine label="Kept here" value={`${files} files · ${formatBytes(bytes)}`} />
            <ValueLine label="Room left" value={room} />
            <ValueLine
                label="Cleared by the browser"
                value={persistent ? "never by itself" : "when space is short"}
                description="Models can be fetched from Scenario again as long as they are there."
            />
            <Button
                label={`Free ${formatBytes(refetchable)}`}
                title="Lets model files go that can be fetched again. Pictures and the list stay."
                disabled={refetchable === 0}
                onClick={() => void service.freeStorage()}
            />
        </>
    );
};
