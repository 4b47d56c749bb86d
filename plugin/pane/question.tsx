import { MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import { type FunctionComponent, type ReactNode, useEffect, useRef } from "react";

export interface QuestionProps {
    /** For screen readers. */
    name: string;
    title: string;
    children: ReactNode;
    /** Buttons, of which the first one says no. */
    actions: ReactNode;
    onNo: () => void;
}

/** Asks before something that cannot be undone. The first button has the focus, and Escape says the same. */
export const Question: FunctionComponent<QuestionProps> = ({ name, title, children, actions, onNo }) => {
    const bar = useRef<HTMLDivElement>(null);
    useEffect(() => bar.current?.querySelector("button")?.focus(), []);
    return (
        <div ref={bar} role="alertdialog" aria-label={name} onKeyDown={({ key }) => key === "Escape" && onNo()}>
            <MessageBar intent="warning" layout="multiline">
                <MessageBarBody>
                    <MessageBarTitle>{title}</MessageBarTitle> {children}
                </MessageBarBody>
                <MessageBarActions>{actions}</MessageBarActions>
            </MessageBar>
        </div>
    );
};
