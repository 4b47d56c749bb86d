import { Camera } from "@babylonjs/core/Cameras/camera";
import {
    type IPropertiesService,
    type ISelectionService,
    type ISettingsStore,
    type IShellService,
    PropertiesServiceIdentity,
    SelectionServiceIdentity,
    type ServiceDefinition,
    SettingsStoreIdentity,
    ShellServiceIdentity,
} from "@babylonjs/inspector";
import { showTheme, type Theme } from "./theme";

/** What the page's own bar knows of the Inspector. */
export interface InspectorLink {
    /** To be given to the Inspector. */
    definition: ServiceDefinition<[], [ISelectionService, IPropertiesService, ISettingsStore, IShellService]>;
    /** What is selected in it; undefined without an Inspector. */
    selected(): object | undefined;
    /** Turns to panes by their keys, where they are. */
    turnTo(keys: readonly string[]): void;
}

/** The keys of the panes that are in sight, as the Inspector writes them on its tabs. */
export function shownPanes(): string[] {
    const tabs = document.querySelectorAll<HTMLButtonElement>("#stage button[role=radio][aria-checked=true]");
    return [...tabs].map(({ value }) => value);
}

const themeSetting: { key: string; defaultValue: Theme } = { key: "ThemeMode", defaultValue: "system" };

/** The page follows the Inspector's theme. `onEdited` is called when something but a camera was changed in it. */
export function createInspectorLink(onEdited: () => void): InspectorLink {
    let found: { selection: ISelectionService; shell: IShellService } | undefined;
    return {
        selected: () => found?.selection.selectedEntity ?? undefined,
        turnTo: (keys) => {
            for (const pane of found?.shell.sidePanes.filter(({ key }) => keys.includes(key)) ?? []) {
                pane.select();
            }
        },
        definition: {
            friendlyName: "Sandbox",
            consumes: [
                SelectionServiceIdentity,
                PropertiesServiceIdentity,
                SettingsStoreIdentity,
                ShellServiceIdentity,
            ],
            factory: (selection, properties, settings, shell) => {
                found = { selection, shell };
                const follow = () => showTheme(settings.readSetting(themeSetting));
                follow();
                const observers = [
                    settings.onChanged.add(follow),
                    properties.onPropertyChanged.add(({ entity }) => {
                        if (!(entity instanceof Camera)) {
                            onEdited();
                        }
                    }),
                ];
                return {
                    dispose: () => {
                        found = undefined;
                        for (const observer of observers) {
                            observer.remove();
                        }
                    },
                };
            },
        },
    };
}
