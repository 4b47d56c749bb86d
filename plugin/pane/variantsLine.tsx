import { makeStyles, SpinButton } from "@fluentui/react-components";
import type { FunctionComponent } from "react";
import type { GenerateService } from "../state/generateService";
import type { PaneState } from "../state/paneState";
import { hasSeed, mostVariants } from "../state/variantRequests";
import { PropertyLine } from "./inspectorHost";

const useStyles = makeStyles({ input: { minWidth: 0, width: "72px" } });

/** How many variants the next press asks for. */
export const VariantsLine: FunctionComponent<{ state: PaneState; service: GenerateService }> = ({ state, service }) => {
    const classes = useStyles();
    return hasSeed(state.model) ? (
        <PropertyLine label="Variants" description={help}>
            <SpinButton
                aria-label="Variants"
                className={classes.input}
                size="small"
                min={1}
                max={mostVariants}
                value={state.variants}
                onChange={(_, { value, displayValue }) => service.setVariants(value ?? Number(displayValue))}
            />
        </PropertyLine>
    ) : null;
};

const help = "Models of the same picture with different seeds, each at its price. They share one place in the scene.";
