import type { Scene } from "@babylonjs/core/scene.js";
import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { type FunctionComponent, useEffect, useRef } from "react";
import type { GenerateService } from "../state/generateService";
import type { PaneState } from "../state/paneState";
import { Announcer } from "./announcer";
import { BudgetSection } from "./budgetSection";
import { ConnectionBanner } from "./connectionBanner";
import { ElsewhereSection } from "./elsewhereSection";
import { GenerateBar } from "./generateBar";
import { GenerationList } from "./generationList";
import { ImageSection } from "./imageSection";
import { Accordion, AccordionSection } from "./inspectorHost";
import { LedgerNotice } from "./ledgerNotice";
import { OptionsSection } from "./optionsSection";
import { PlacementSection } from "./placementSection";
import { SpendingSection } from "./spendingSection";
import { StorageSection } from "./storageSection";
import { UndoButtons } from "./undoButtons";
import { usePaneState } from "./usePaneState";
import { usePictureDrop } from "./usePictureDrop";
import { usePicturePaste } from "./usePicturePaste";
import { UseSection } from "./useSection";
import { useUndoKeys } from "./useUndoKeys";

const useStyles = makeStyles({
    pane: { position: "relative", display: "flex", flexDirection: "column", height: "100%", minHeight: 0, minWidth: 0 },
    dropping: { outline: `2px solid ${tokens.colorBrandStroke1}`, outlineOffset: "-2px" },
    // The host's message bar would let itself be squeezed to one line.
    notice: { flexShrink: 0 },
    // The accordion in it scrolls.
    sections: { flexGrow: 1, minHeight: 0, overflow: "hidden" },
});

export interface GeneratePaneProps {
    scene: Scene;
    service: GenerateService;
    /** Shows a generation's model in the host. */
    onSelect: (id: string) => void;
}

/** The "Generate from image" pane. Draws the service's state and sends it what the designer does. */
export const GeneratePane: FunctionComponent<GeneratePaneProps> = ({ scene, service, onSelect }) => {
    const classes = useStyles();
    const state = usePaneState(service);
    const pane = useRef<HTMLDivElement>(null);
    const { dropping, ...dropTarget } = usePictureDrop(service.setPicture);
    usePicturePaste(pane, service.setPicture);
    useUndoKeys(pane, service.edits);
    useEffect(() => {
        service.addScene(scene);
        service.open();
        return service.watch();
    }, [service, scene]);
    return (
        <div
            ref={pane}
            data-generate-pane=""
            className={mergeClasses(classes.pane, dropping && classes.dropping)}
            {...dropTarget}
        >
            <ConnectionBanner connection={state.connection} />
            <div className={classes.notice}>
                <LedgerNotice ledger={state.ledger} service={service} />
            </div>
            <div className={classes.sections}>
                <Accordion uniqueId="GenerateFromImage">
                    <AccordionSection title="Image">
                        <ImageSection picture={state.picture} service={service} />
                    </AccordionSection>
                    <AccordionSection title="Generations">
                        <UndoButtons edits={service.edits} />
                        <GenerationList state={state} scene={scene} service={service} onSelect={onSelect} />
                    </AccordionSection>
                    <AccordionSection title="Size and orientation">
                        <OptionsSection state={state} service={service} names={inSight} />
                        <PlacementSection placement={state.placement} service={service} />
                    </AccordionSection>
                    <AccordionSection title="Ready for use" collapseByDefault>
                        <UseSection placement={state.placement} scene={scene} service={service} />
                    </AccordionSection>
                    {...groupsOf(state).map(([group, names]) => (
                        <AccordionSection key={group} title={group}>
                            <OptionsSection state={state} service={service} names={names} />
                        </AccordionSection>
                    ))}
                    <AccordionSection title="Spending">
                        <SpendingSection state={state} service={service} />
                    </AccordionSection>
                    <AccordionSection title="Model budget" collapseByDefault>
                        <BudgetSection budget={state.budget} service={service} />
                    </AccordionSection>
                    <AccordionSection title="Made elsewhere" collapseByDefault>
                        <ElsewhereSection state={state} scene={scene} service={service} />
                    </AccordionSection>
                    <AccordionSection title="Storage" collapseByDefault>
                        <StorageSection state={state} service={service} />
                    </AccordionSection>
                </Accordion>
            </div>
            <GenerateBar state={state} scene={scene} service={service} />
            <Announcer state={state} />
        </div>
    );
};

/** The service's own size and orientation stand beside ours, not among the settings. */
const inSight: readonly string[] = ["autoSize", "orientation"];

function groupsOf({ model }: PaneState): [group: string, names: string[]][] {
    const groups = new Map<string, string[]>();
    for (const { name, type, group = "Options" } of model.inputs) {
        if (type !== "file" && !inSight.includes(name)) {
            groups.set(group, [...(groups.get(group) ?? []), name]);
        }
    }
    return [...groups];
}
