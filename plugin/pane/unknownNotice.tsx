import { type FunctionComponent, useRef, useState } from "react";
import type { GenerationRecord } from "../generation/generationRecord";
import type { GenerateService } from "../state/generateService";
import { ErrorNotice } from "./errorNotice";
import { errorOf } from "./errorOf";
import { Button } from "./inspectorHost";
import { Question } from "./question";
import { useFocusBack } from "./useFocusBack";

export interface UnknownNoticeProps {
    record: GenerationRecord;
    service: GenerateService;
}

/** A paid call without an answer: what is being done about it, and the way out, which has a warning. */
export const UnknownNotice: FunctionComponent<UnknownNoticeProps> = ({ record, service }) => {
    const [asks, setAsks] = useState(false);
    const place = useRef<HTMLDivElement>(null);
    useFocusBack(asks, place);
    const error = errorOf(record);
    if (record.state.name !== "unknown" || error === undefined || record.state.dismissed) {
        return null;
    }
    const keep = () => setAsks(false);
    return (
        <div ref={place}>
            {asks ? (
                <Question
                    name="Confirm the dismissal"
                    title="It may have been charged."
                    onNo={keep}
                    actions={
                        <>
                            <Button label="Keep looking" appearance="primary" onClick={keep} />
                            <Button label="Dismiss anyway" onClick={() => void service.dismiss(record.id)} />
                        </>
                    }
                >
                    If you dismiss it, the same request can be paid a second time. Should its job turn up later, the
                    model is still brought here.
                </Question>
            ) : (
                <ErrorNotice error={error} actions={<Button label="Dismiss…" onClick={() => setAsks(true)} />} />
            )}
        </div>
    );
};
