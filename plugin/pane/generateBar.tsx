import type { Scene } from "@babylonjs/core/scene.js";
import { makeStyles, ProgressBar, Text, tokens } from "@fluentui/react-components";
import { SparkleRegular } from "@fluentui/react-icons";
import { type FunctionComponent, type KeyboardEvent, useRef } from "react";
import { generateButton } from "../state/generateButton";
import type { GenerateService } from "../state/generateService";
import type { PaneState, QuoteState } from "../state/paneState";
import { ConfirmCost } from "./confirmCost";
import { ErrorNotice } from "./errorNotice";
import { Button } from "./inspectorHost";
import { useFocusBack } from "./useFocusBack";
import { VariantsLine } from "./variantsLine";

const useStyles = makeStyles({
    bar: {
        display: "flex",
        flexDirection: "column",
        gap: tokens.spacingVerticalXS,
        padding: tokens.spacingHorizontalM,
        borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    },
    button: { width: "100%" },
    progress: { visibility: "hidden" },
    working: { visibility: "visible" },
    // Room for two lines, so that a longer hint moves nothing.
    hint: { minHeight: `calc(2 * ${tokens.lineHeightBase200})`, color: tokens.colorNeutralForeground3 },
});

export interface GenerateBarProps {
    state: PaneState;
    scene: Scene;
    service: GenerateService;
}

/** Always in sight: the price, the button that spends it, and why it cannot be pressed. */
export const GenerateBar: FunctionComponent<GenerateBarProps> = ({ state, scene, service }) => {
    const classes = useStyles();
    const { quote } = state;
    const place = useRef<HTMLDivElement>(null);
    useFocusBack(state.confirming, place);
    const button = generateButton(state);
    const working = quote.status === "uploading" || quote.status === "asking";
    return (
        <div className={classes.bar}>
            {quote.status === "failed" && (
                <ErrorNotice
                    error={quote.error}
                    actions={<Button label="Ask again" onClick={() => service.retryQuote()} />}
                />
            )}
            {state.refusal !== undefined && <ErrorNotice error={state.refusal} />}
            {state.confirming && quote.status === "ready" && (
                <ConfirmCost cost={quote.cost} limits={state.limits} scene={scene} service={service} />
            )}
            <ProgressBar
                className={working ? classes.working : classes.progress}
                aria-hidden={!working}
                aria-label={button.hint}
                {...uploadValue(quote)}
            />
            <VariantsLine state={state} service={service} />
            <div ref={place} onKeyDownCapture={ignoreRepeats}>
                <Button
                    className={classes.button}
                    appearance="primary"
                    icon={SparkleRegular}
                    label={button.label}
                    disabled={!button.enabled || state.confirming}
                    onClick={() => void service.generate(scene)}
                />
            </div>
            <Text size={200} align="center" className={classes.hint}>
                {button.hint}
            </Text>
        </div>
    );
};

/** A key that is held down presses once. */
function ignoreRepeats(event: KeyboardEvent): void {
    if (event.repeat) {
        event.preventDefault();
    }
}

function uploadValue(quote: QuoteState): { value?: number } {
    return quote.status === "uploading" && quote.total !== undefined && quote.total > 0
        ? { value: quote.loaded / quote.total }
        : {};
}
