import type { Node } from "@babylonjs/core/node.js";
import { Divider, makeStyles, tokens } from "@fluentui/react-components";
import { type FunctionComponent, useEffect, useRef } from "react";
import type { GenerateService } from "../state/generateService";
import { ModelActions } from "./modelActions";
import { ModelEditLines } from "./modelEditLines";
import { ModelFactLines } from "./modelFactLines";
import { ModelUseLines } from "./modelUseLines";
import { UndoButtons } from "./undoButtons";
import { useModelFacts } from "./useModelFacts";
import { useUndoKeys } from "./useUndoKeys";
import { VariantSwitcher } from "./variantSwitcher";

const useStyles = makeStyles({
    section: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS, minWidth: 0 },
});

export interface ModelPropertiesProps {
    /** A node that carries a generated model, or is part of one. */
    node: Node;
    service: GenerateService;
    onShowForm: () => void;
    /** Shows another node instead. */
    onSelect: (node: Node) => void;
}

/** What the host's Properties show of a generated model. */
export const ModelProperties: FunctionComponent<ModelPropertiesProps> = ({ node, service, onShowForm, onSelect }) => {
    const classes = useStyles();
    const section = useRef<HTMLDivElement>(null);
    const facts = useModelFacts(node, service);
    const jobId = facts?.model.provenance.jobId;
    const isKnown = facts?.record !== undefined;
    useUndoKeys(section, service.edits);
    useEffect(() => service.open(), [service]);
    useEffect(() => {
        // The host keeps the section while another pane is in front, which nothing here may push away.
        const isSeen = () => section.current?.offsetParent != null;
        return service.followSelection({
            selected: () => (isSeen() ? node : undefined),
            select: (next) => isSeen() && onSelect(next),
        });
    }, [service, node, onSelect]);
    useEffect(() => {
        if (jobId !== undefined && !isKnown) {
            void service.origin.findRecord(jobId);
        }
    }, [service, jobId, isKnown]);
    return (
        <div ref={section} className={classes.section} data-generated-model="">
            {facts !== undefined && (
                <>
                    {facts.record !== undefined && (
                        <VariantSwitcher id={facts.record.id} scene={facts.wrapper.getScene()} service={service} />
                    )}
                    <ModelFactLines facts={facts} service={service} />
                    <ModelActions facts={facts} service={service} onShowForm={onShowForm} />
                    <Divider />
                    <ModelEditLines facts={facts} edits={service.edits} />
                    <UndoButtons edits={service.edits} />
                    <Divider />
                    <ModelUseLines {...facts} onChange={(use) => service.edits.use(facts, use)} />
                </>
            )}
        </div>
    );
};
