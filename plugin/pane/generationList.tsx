import { makeStyles, Text, tokens } from "@fluentui/react-components";
import type { FunctionComponent } from "react";
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
    if (generations.length === 0) {
        return <Text className={classes.empty}>Nothing generated yet.</Text>;
    }
    return (
        <ul className={classes.list} aria-label="Generations">
            {generations.map((generation) => (
                <GenerationItem key={generation.id} generation={generation} {...rest} />
            ))}
        </ul>
    );
};
