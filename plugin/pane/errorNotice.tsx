import {
    MessageBar,
    MessageBarActions,
    MessageBarBody,
    MessageBarTitle,
    makeStyles,
    Text,
    tokens,
} from "@fluentui/react-components";
import type { FunctionComponent, ReactNode } from "react";
import { describeSpending, type GenerationError } from "../errors";

const useStyles = makeStyles({
    details: { display: "block", color: tokens.colorNeutralForeground3, overflowWrap: "anywhere" },
});

export interface ErrorNoticeProps {
    error: GenerationError;
    /** It is tried again without anybody's help. */
    isPassing?: boolean;
    /** Buttons that follow the advice. */
    actions?: ReactNode;
}

/** What happened, whether money was spent, what to do now, and what the service's support would ask for. */
export const ErrorNotice: FunctionComponent<ErrorNoticeProps> = ({ error, isPassing = false, actions }) => {
    const classes = useStyles();
    const details = [
        error.status !== undefined && `Status ${error.status}`,
        error.reason !== undefined && !error.message.includes(error.reason) && `“${error.reason}”`,
        error.jobId !== undefined && `Job ${error.jobId}`,
        error.traceId !== undefined && `Trace ${error.traceId}`,
    ].filter((part) => part !== false);
    return (
        <MessageBar intent={isPassing ? "warning" : "error"} layout="multiline">
            <MessageBarBody>
                <MessageBarTitle>{error.message}</MessageBarTitle> {describeSpending(error.spending)}{" "}
                {isPassing ? "It is tried again by itself." : error.advice}
                {details.length > 0 && (
                    <Text size={200} className={classes.details}>
                        {details.join(" · ")}
                    </Text>
                )}
            </MessageBarBody>
            {actions !== undefined && <MessageBarActions>{actions}</MessageBarActions>}
        </MessageBar>
    );
};
