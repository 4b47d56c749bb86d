import { makeStyles, Text, tokens } from "@fluentui/react-components";
import {
    ArrowDownloadRegular,
    ArrowSwapRegular,
    ArrowUploadRegular,
    CodeRegular,
    CopyRegular,
    DeleteRegular,
    type FluentIcon,
    StackAddRegular,
} from "@fluentui/react-icons";
import { type FunctionComponent, useState } from "react";
import type { GenerateService } from "../state/generateService";
import type { ModelFacts } from "../state/modelFacts";
import { inSelectedPlace } from "../state/placementChoice";
import { Button } from "./inspectorHost";
import { saveFile } from "./saveFile";

const useStyles = makeStyles({
    row: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalXS },
    said: { display: "block", color: tokens.colorNeutralForeground3 },
});

export interface ModelActionsProps {
    facts: ModelFacts;
    service: GenerateService;
    /** Shows our pane, with its form. */
    onShowForm: () => void;
}

interface ModelAction {
    title: string;
    icon: FluentIcon;
    /** @returns what to say about it */
    run: () => Promise<string | undefined>;
}

/** What can be done with a model beside changing how it stands. */
export const ModelActions: FunctionComponent<ModelActionsProps> = ({ facts, service, onShowForm }) => {
    const classes = useStyles();
    const [said, say] = useState<string>();
    return (
        <>
            <div className={classes.row}>
                {actionsOf(facts, service, onShowForm).map(({ title, icon, run }) => (
                    <Button
                        key={title}
                        icon={icon}
                        appearance="subtle"
                        title={title}
                        onClick={() => void run().then(say)}
                    />
                ))}
            </div>
            <Text size={200} className={classes.said} role="status">
                {said}
            </Text>
        </>
    );
};

/** How many variants are offered of a model that stands. */
const usualVariants = 3;

function actionsOf(facts: ModelFacts, service: GenerateService, onShowForm: () => void): ModelAction[] {
    const { record } = facts;
    const copy = (text: string) =>
        navigator.clipboard.writeText(text).then(
            () => "Copied.",
            () => "The browser does not let this page copy.",
        );
    const load = (variants: number) => async () => {
        const missing = await service.origin.loadForm(facts, variants);
        if (missing === undefined) onShowForm();
        return missing;
    };
    const regenerate: ModelAction = {
        title: "Load picture and options into the form",
        icon: ArrowUploadRegular,
        run: load(1),
    };
    const variants: ModelAction = {
        title: `Load into the form for ${usualVariants} variants`,
        icon: StackAddRegular,
        run: load(usualVariants),
    };
    const replace: ModelAction = {
        title: "Generate another one in its place",
        icon: ArrowSwapRegular,
        run: async () => {
            if (service.store.getState().shownDraft !== undefined) {
                // A draft has a place of its own.
                service.clearPicture();
            }
            service.setPlacement(inSelectedPlace);
            onShowForm();
            return undefined;
        },
    };
    const remove: ModelAction = {
        title: "Delete from the scene",
        icon: DeleteRegular,
        run: async () => {
            service.edits.remove(facts);
            return undefined;
        },
    };
    return [
        regenerate,
        variants,
        replace,
        { title: "Copy as code", icon: CodeRegular, run: () => copy(service.origin.codeFor(facts)) },
        ...(record ? recordActions(record.id, record.file !== undefined, service, copy) : []),
        remove,
    ];
}

function recordActions(
    id: string,
    hasFile: boolean,
    service: GenerateService,
    copy: (text: string) => Promise<string>,
): ModelAction[] {
    const download: ModelAction = {
        title: "Save the GLB file",
        icon: ArrowDownloadRegular,
        run: async () => {
            const file = await service.modelFile(id);
            saveFile(file);
            return file ? undefined : "The file is not in this browser: place the model again to fetch it.";
        },
    };
    const report: ModelAction = {
        title: "Copy a report for support",
        icon: CopyRegular,
        run: () => copy(service.errorReport(id)),
    };
    return [...(hasFile ? [download] : []), report];
}
