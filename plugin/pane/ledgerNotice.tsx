import { MessageBar, MessageBarBody } from "@fluentui/react-components";
import type { FunctionComponent } from "react";
import type { GenerateService } from "../state/generateService";
import type { LedgerState } from "../state/paneState";
import { ErrorNotice } from "./errorNotice";
import { Button } from "./inspectorHost";

export interface LedgerNoticeProps {
    ledger: LedgerState;
    service: GenerateService;
}

/** What is wrong with the durable list, before any money is spent; and what lies in it without being shown. */
export const LedgerNotice: FunctionComponent<LedgerNoticeProps> = ({ ledger, service }) => {
    if (ledger.status === "unavailable") {
        return <ErrorNotice error={ledger.error} actions={<Button label="Try again" onClick={service.reopen} />} />;
    }
    const words = ledger.status === "ready" ? describe(ledger.setAside) : [];
    return words.length === 0 ? null : (
        <MessageBar intent="info" layout="multiline">
            <MessageBarBody>{words.join(" ")}</MessageBarBody>
        </MessageBar>
    );
};

function describe({ corrupt, newer, foreign }: Extract<LedgerState, { status: "ready" }>["setAside"]): string[] {
    const count = (number: number) => (number === 1 ? "1 generation" : `${number} generations`);
    return [
        corrupt > 0 ? `${count(corrupt)} on this computer cannot be read, and lie there unchanged.` : "",
        newer > 0 ? `${count(newer)} need a newer version of this page.` : "",
        foreign > 0 ? `${count(foreign)} of another service, key or project are shown when that is used again.` : "",
    ].filter((words) => words !== "");
}
