import { Menu, MenuButton, MenuItem, MenuList, MenuPopover, MenuTrigger } from "@fluentui/react-components";
import { MoreHorizontalRegular } from "@fluentui/react-icons";
import type { FunctionComponent } from "react";
import type { PhaseName } from "../state/generationPhase";
import { type ActionTarget, actionsFor } from "./generationActions";
import { Button } from "./inspectorHost";

export interface GenerationButtonsProps extends ActionTarget {
    phase: PhaseName;
}

/** So many actions have a button of their own. */
const atHand = 2;

/** What can be done with a generation: the likeliest as buttons, the others behind a menu. */
export const GenerationButtons: FunctionComponent<GenerationButtonsProps> = ({ phase, ...target }) => {
    const actions = actionsFor(target, phase);
    const rest = actions.slice(atHand);
    return (
        <>
            {actions.slice(0, atHand).map(({ icon, title, slot = title, run }) => (
                <Button key={slot} icon={icon} appearance="subtle" title={title} onClick={() => void run(target)} />
            ))}
            {rest.length > 0 && (
                <Menu>
                    <MenuTrigger disableButtonEnhancement>
                        <MenuButton
                            appearance="subtle"
                            size="small"
                            icon={<MoreHorizontalRegular />}
                            menuIcon={null}
                            aria-label={`More for ${target.record.name}`}
                        />
                    </MenuTrigger>
                    <MenuPopover>
                        <MenuList>
                            {rest.map(({ icon: Icon, title, run }) => (
                                <MenuItem key={title} icon={<Icon />} onClick={() => void run(target)}>
                                    {title}
                                </MenuItem>
                            ))}
                        </MenuList>
                    </MenuPopover>
                </Menu>
            )}
        </>
    );
};
