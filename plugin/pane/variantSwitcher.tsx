import type { Scene } from "@babylonjs/core/scene.js";
import { Button as FluentButton, makeStyles, tokens } from "@fluentui/react-components";
import { ChevronLeftRegular, ChevronRightRegular } from "@fluentui/react-icons";
import { type FunctionComponent, type KeyboardEvent, useRef, useState } from "react";
import type { GenerationRecord } from "../generation/generationRecord";
import type { GenerateService } from "../state/generateService";
import { Button } from "./inspectorHost";

const useStyles = makeStyles({
    row: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalXS },
    choices: { display: "flex", gap: tokens.spacingHorizontalXXS },
    choice: { minWidth: "28px", paddingLeft: 0, paddingRight: 0 },
});

export interface VariantSwitcherProps {
    /** One of the variants. */
    id: string;
    scene: Scene;
    service: GenerateService;
}

/** Shows the variants of a group one after the other in their place, also with the arrow keys, and keeps one. */
export const VariantSwitcher: FunctionComponent<VariantSwitcherProps> = ({ id, scene, service }) => {
    const classes = useStyles();
    const [wanted, setWanted] = useState<string>();
    const choices = useRef<HTMLDivElement>(null);
    const group = service.variantsOf(id, scene);
    if (group === undefined || group.members.length < 2) {
        return null;
    }
    const { members } = group;
    const shown = wanted ?? group.shown;
    const show = async (next: string) => {
        setWanted(next);
        await service.showVariant(next, scene);
        setWanted((latest) => (latest === next ? undefined : latest));
    };
    const step = (by: number): string | undefined => {
        const next = neighbour(members, shown, by);
        if (next !== undefined) {
            void show(next);
        }
        return next;
    };
    const stepByKey = (event: KeyboardEvent) => {
        const by = keys[event.key];
        const next = by === undefined ? undefined : step(by);
        if (by !== undefined) {
            event.preventDefault();
            const at = members.findIndex((member) => member.id === next);
            choices.current?.querySelectorAll("button")[at]?.focus();
        }
    };
    const keep = async () => {
        const around = choices.current?.closest("li, [data-generated-model]");
        await service.keepVariant(id, scene);
        // These buttons go, and the focus with them.
        around?.querySelector("button")?.focus();
    };
    return (
        <div className={classes.row}>
            <Button icon={ChevronLeftRegular} appearance="subtle" title="Previous variant" onClick={() => step(-1)} />
            <div
                ref={choices}
                className={classes.choices}
                role="radiogroup"
                aria-label={`Variants of ${members[0]?.name}`}
                onKeyDown={stepByKey}
            >
                {members.map((member) => (
                    <FluentButton
                        key={member.id}
                        className={classes.choice}
                        role="radio"
                        size="small"
                        aria-label={variantText(member)}
                        title={variantText(member)}
                        appearance={member.id === shown ? "primary" : "secondary"}
                        aria-checked={member.id === shown}
                        tabIndex={member.id === shown ? 0 : -1}
                        disabled={!isThere(member)}
                        onClick={() => void show(member.id)}
                    >
                        {member.variant?.number}
                    </FluentButton>
                ))}
            </div>
            <Button icon={ChevronRightRegular} appearance="subtle" title="Next variant" onClick={() => step(1)} />
            <FluentButton size="small" onClick={() => void keep()}>
                Keep this one
            </FluentButton>
        </div>
    );
};

const keys: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

/** "Variant 2 of 3 · seed 12345". */
export function variantText({ variant, request }: GenerationRecord): string {
    return `Variant ${variant?.number} of ${variant?.count} · seed ${request.input.seed}`;
}

/** The next one in a direction, round and round, that is there already. */
function neighbour(members: readonly GenerationRecord[], shown: string, by: number): string | undefined {
    const at = members.findIndex(({ id }) => id === shown);
    const turned = members.map((_, step) => members.at((at + by * (step + 1)) % members.length));
    return turned.find((member) => member !== undefined && isThere(member))?.id;
}

function isThere({ state }: GenerationRecord): boolean {
    return state.name === "available" || state.name === "placed";
}
