import type { Scene } from "@babylonjs/core/scene.js";
import { makeStyles, Text, tokens } from "@fluentui/react-components";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type FunctionComponent, type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { GenerateService } from "../state/generateService";
import type { PaneState } from "../state/paneState";
import { GenerationItem } from "./generationItem";

const useStyles = makeStyles({
    list: { position: "relative", width: "100%", margin: 0, padding: 0, listStyleType: "none" },
    row: { position: "absolute", top: 0, left: 0, width: "100%" },
    // As high as one generation, so that the first one moves nothing.
    empty: { display: "block", minHeight: "74px", color: tokens.colorNeutralForeground3 },
});

export interface GenerationListProps {
    state: PaneState;
    scene: Scene;
    service: GenerateService;
    onSelect: (id: string) => void;
    /** What scrolls: only what is in sight of it is drawn. */
    scroller: RefObject<HTMLDivElement | null>;
}

/** px of an entry without a notice; each is measured once it is drawn. */
const usualHeight = 74;

/** All generations of this account, newest first. Further pages are read when the end comes into sight. */
export const GenerationList: FunctionComponent<GenerationListProps> = ({ state, scroller, ...rest }) => {
    const classes = useStyles();
    const { generations, hasMore, live, importing, model } = state;
    const list = useRef<HTMLUListElement>(null);
    const virtualizer = useVirtualizer({
        count: generations.length,
        getScrollElement: () => scroller.current,
        estimateSize: () => usualHeight,
        getItemKey: (index) => generations[index]?.id ?? index,
        scrollMargin: useMargin(list, scroller),
        overscan: 4,
    });
    const rows = virtualizer.getVirtualItems();
    useMore(rest.service, hasMore && (rows.at(-1)?.index ?? 0) >= generations.length - 5, generations.length);
    const [newest] = generations;
    useScrollToNewest(list, newest?.target === rest.scene.uid ? newest.id : undefined);
    if (generations.length === 0) {
        return <Text className={classes.empty}>{emptyText(state)}</Text>;
    }
    const modelName = (modelId: string) => (modelId === model.id ? model.name : modelId.replace(/^model_/, ""));
    return (
        <ul ref={list} className={classes.list} aria-label="Generations" style={{ height: virtualizer.getTotalSize() }}>
            {rows.map(({ index, key, start }) => {
                const record = generations[index];
                return record === undefined ? null : (
                    <li
                        key={key}
                        ref={virtualizer.measureElement}
                        data-index={index}
                        className={classes.row}
                        style={{ transform: `translateY(${start - virtualizer.options.scrollMargin}px)` }}
                        aria-setsize={hasMore ? -1 : generations.length}
                        aria-posinset={index + 1}
                    >
                        <GenerationItem
                            record={record}
                            live={live[record.id]}
                            step={importing[record.id]}
                            modelName={modelName}
                            {...rest}
                        />
                    </li>
                );
            })}
        </ul>
    );
};

function emptyText({ ledger }: PaneState): string {
    return ledger.status === "opening" ? "Opening the list…" : "Nothing generated yet.";
}

/** Reads on when the end is in sight; again after each page, since the end may still be. */
function useMore(service: GenerateService, isWanted: boolean, shown: number): void {
    const asked = useRef(-1);
    useEffect(() => {
        if (isWanted && asked.current !== shown) {
            asked.current = shown;
            void service.more();
        }
    }, [service, isWanted, shown]);
}

/** px from the beginning of what scrolls to the list. */
function useMargin(list: RefObject<HTMLElement | null>, scroller: RefObject<HTMLElement | null>): number {
    const [margin, setMargin] = useState(0);
    useLayoutEffect(() => {
        const [top, base] = [list.current?.getBoundingClientRect().top, scroller.current?.getBoundingClientRect().top];
        if (top !== undefined && base !== undefined) {
            setMargin(Math.round(top - base + (scroller.current?.scrollTop ?? 0)));
        }
    });
    return margin;
}

/** Brings the newest entry into sight when it was made for this scene: whoever pressed the button wants to see it run. */
function useScrollToNewest(list: RefObject<HTMLUListElement | null>, newest: string | undefined): void {
    const seen = useRef(newest);
    useEffect(() => {
        if (newest !== undefined && newest !== seen.current) {
            // Of a long list that is out of sight the first entry may not be drawn.
            const entry = list.current?.querySelector("[data-index='0']");
            (entry ?? list.current)?.scrollIntoView({ block: entry ? "nearest" : "start" });
        }
        seen.current = newest;
    }, [list, newest]);
}
