import { MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import { type FunctionComponent, useState } from "react";
import type { GenerationRecord } from "../generation/generationRecord";
import type { GenerateService } from "../state/generateService";
import { ErrorNotice } from "./errorNotice";
import { errorOf } from "./errorOf";
import { Button } from "./inspectorHost";

export interface UnknownNoticeProps {
    record: GenerationRecord;
    service: GenerateService;
}

/** A paid call without an answer: what is being done about it, and the way out, which has a warning. */
export const UnknownNotice: FunctionComponent<UnknownNoticeProps> = ({ record, service }) => {
    const [asks, setAsks] = useState(false);
    const error = errorOf(record);
    if (record.state.name !== "unknown" || error === undefined || record.state.dismissed) {
        return null;
    }
    if (!asks) {
        return <ErrorNotice error={error} actions={<Button label="Dismiss…" onClick={() => setAsks(true)} />} />;
    }
    return (
        <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>
                <MessageBarTitle>It may have been charged.</MessageBarTitle> If you dismiss it, the same request can be
                paid a second time. Should its job turn up later, the model is still brought here.
            </MessageBarBody>
            <MessageBarActions>
                <Button label="Keep looking" appearance="primary" onClick={() => setAsks(false)} />
                <Button label="Dismiss anyway" onClick={() => void service.dismiss(record.id)} />
            </MessageBarActions>
        </MessageBar>
    );
};
