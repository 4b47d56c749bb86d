import { makeStyles, Text, tokens } from "@fluentui/react-components";
import { type FunctionComponent, type RefObject, useEffect, useRef } from "react";
import type { Generation } from "../state/paneState";
import { GenerationItem, type GenerationItemProps } from "./generationItem";

const useStyles = makeStyles({
    list: {
        display: "flex",
        flexDirection: "column",
        gap: tokens.spacingVerticalM,
        margin: 0,
        padding: 0,
        listStyleType: "none",
    },
    // As high as one generation, so that the first one moves nothing.
    empty: { display: "block", minHeight: "44px", color: tokens.colorNeutralForeground3 },
});

type GenerationListProps = Omit<GenerationItemProps, "generation"> & { generations: readonly Generation[] };

/** This session's generations, newest first. */
export const GenerationList: FunctionComponent<GenerationListProps> = ({ generations, ...rest }) => {
    const classes = useStyles();
    const list = useScrollToNewest(generations[0]?.id);
    if (generations.length === 0) {
        return <Text className={classes.empty}>Nothing generated yet.</Text>;
    }
    return (
        <ul ref={list} className={classes.list} aria-label="Generations">
            {generations.map((generation) => (
                <GenerationItem key={generation.id} generation={generation} {...rest} />
            ))}
        </ul>
    );
};

/** Brings the list into sight when something new is in it: whoever pressed the button wants to see it run. */
function useScrollToNewest(newest: string | undefined): RefObject<HTMLUListElement | null> {
    const list = useRef<HTMLUListElement>(null);
    const seen = useRef(newest);
    useEffect(() => {
        if (newest !== undefined && newest !== seen.current) {
            list.current?.firstElementChild?.scrollIntoView({ block: "nearest" });
        }
        seen.current = newest;
    }, [newest]);
    return list;
}
