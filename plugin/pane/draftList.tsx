import { makeStyles, Text, tokens } from "@fluentui/react-components";
import { DismissRegular, EditRegular } from "@fluentui/react-icons";
import type { FunctionComponent } from "react";
import { draftButton } from "../state/draftButton";
import type { GenerateService } from "../state/generateService";
import type { PaneState } from "../state/paneState";
import { Button } from "./inspectorHost";

const useStyles = makeStyles({
    list: { listStyleType: "none", margin: 0, padding: 0, display: "flex", flexDirection: "column" },
    item: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalXS },
    name: { flexGrow: 1, minWidth: 0, overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
});

export interface DraftListProps {
    state: PaneState;
    service: GenerateService;
}

/** The pictures that were dropped on the scene and wait there for somebody to want their models. */
export const DraftList: FunctionComponent<DraftListProps> = ({ state, service }) => {
    const classes = useStyles();
    if (state.drafts.length === 0) {
        return null;
    }
    return (
        <ul className={classes.list} aria-label="Dropped on the scene">
            {state.drafts.map((draft) => {
                const { label, enabled, hint } = draftButton(state, draft);
                const { name } = draft.image;
                // The one in the form has the large button below.
                const isShown = state.shownDraft === draft.id;
                return (
                    <li key={draft.id} className={classes.item}>
                        <Text
                            size={200}
                            className={classes.name}
                            title={name}
                            weight={isShown ? "semibold" : "regular"}
                        >
                            {name}
                        </Text>
                        {!isShown && (
                            <Button
                                label={label}
                                title={hint}
                                ariaLabel={`${label}: ${name}`}
                                disabled={!enabled}
                                onClick={() => service.pressDraft(draft.id)}
                            />
                        )}
                        <Button
                            appearance="subtle"
                            icon={EditRegular}
                            title={`Show ${name} in the form`}
                            disabled={isShown}
                            onClick={() => service.showDraft(draft.id)}
                        />
                        <Button
                            appearance="subtle"
                            icon={DismissRegular}
                            title={`Remove ${name} from the scene`}
                            onClick={() => service.removeDraft(draft.id)}
                        />
                    </li>
                );
            })}
        </ul>
    );
};
