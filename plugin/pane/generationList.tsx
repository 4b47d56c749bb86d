import type { Scene } from "@babylonjs/core/scene.js";
import { makeStyles, Text, tokens } from "@fluentui/react-components";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type FunctionComponent, type RefObject, useEffect, useRef } from "react";
import type { GenerateService } from "../state/generateService";
import { isGroupHead } from "../state/isGroupHead";
import type { PaneState } from "../state/paneState";
import { GenerationItem } from "./generationItem";
import { useScroller } from "./useScroller";

const useStyles = makeStyles({
    // Rows follow each other, so that one that grows pushes the next away at once; the virtualizer holds the place.
    list: { boxSizing: "border-box", margin: 0, padding: 0, listStyleType: "none", overflowAnchor: "none" },
    // As high as one generation, so that the first one moves nothing.
    empty: { display: "block", minHeight: "74px", color: tokens.colorNeutralForeground3 },
});

export interface GenerationListProps {
    state: PaneState;
    scene: Scene;
    service: GenerateService;
    onSelect: (id: string) => void;
}

/** px of an entry without a notice; each is measured once it is drawn. */
const usualHeight = 74;

/**
 * All generations of this account, newest first. Only what is in sight is drawn, and further pages are read when the end
 * comes into sight.
 */
export const GenerationList: FunctionComponent<GenerationListProps> = ({ state, ...rest }) => {
    const classes = useStyles();
    const { generations, hasMore, live, importing, model, budget } = state;
    const place = useRef<HTMLDivElement>(null);
    const scroller = useScroller(place);
    const virtualizer = useVirtualizer({
        count: generations.length,
        getScrollElement: () => scroller.element,
        estimateSize: () => usualHeight,
        getItemKey: (index) => generations[index]?.id ?? index,
        scrollMargin: scroller.margin,
        overscan: 4,
    });
    const rows = virtualizer.getVirtualItems();
    useMore(rest.service, hasMore && (rows.at(-1)?.index ?? 0) >= generations.length - 5, generations.length);
    const [newest] = generations;
    useScrollToNewest(place, newest?.target === rest.scene.uid ? newest.id : undefined);
    const modelName = (modelId: string) => (modelId === model.id ? model.name : modelId.replace(/^model_/, ""));
    return (
        <div ref={place}>
            {generations.length === 0 ? (
                <Text className={classes.empty}>{emptyText(state)}</Text>
            ) : (
                <ul
                    className={classes.list}
                    aria-label="Generations"
                    style={{
                        minHeight: virtualizer.getTotalSize(),
                        paddingTop: (rows[0]?.start ?? scroller.margin) - scroller.margin,
                    }}
                >
                    {rows.map(({ index, key }) => {
                        const record = generations[index];
                        return record === undefined ? null : (
                            <li
                                key={key}
                                ref={virtualizer.measureElement}
                                data-index={index}
                                aria-setsize={hasMore ? -1 : generations.length}
                                aria-posinset={index + 1}
                            >
                                <GenerationItem
                                    record={record}
                                    live={live[record.id]}
                                    step={importing[record.id]}
                                    budget={budget}
                                    isHead={isGroupHead(record, generations)}
                                    modelName={modelName}
                                    {...rest}
                                />
                            </li>
                        );
                    })}
                </ul>
            )}
        </div>
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

/** Brings the newest entry into sight when it was made for this scene: whoever pressed the button wants to see it run. */
function useScrollToNewest(place: RefObject<HTMLElement | null>, newest: string | undefined): void {
    const seen = useRef(newest);
    useEffect(() => {
        if (newest !== undefined && newest !== seen.current) {
            // Of a long list that is out of sight the first entry may not be drawn.
            const entry = place.current?.querySelector("[data-index='0']");
            (entry ?? place.current)?.scrollIntoView({ block: entry ? "nearest" : "start" });
        }
        seen.current = newest;
    }, [place, newest]);
}
