import { Camera } from "@babylonjs/core/Cameras/camera";
import {
    type IPropertiesService,
    type ISelectionService,
    type ISettingsStore,
    PropertiesServiceIdentity,
    SelectionServiceIdentity,
    type ServiceDefinition,
    SettingsStoreIdentity,
} from "@babylonjs/inspector";
import { showTheme, type Theme } from "./theme";

/** What the page's own bar knows of the Inspector. */
export interface InspectorLink {
    /** To be given to the Inspector. */
    definition: ServiceDefinition<[], [ISelectionService, IPropertiesService, ISettingsStore]>;
    /** What is selected in it; undefined without an Inspector. */
    selected(): object | undefined;
}

const themeSetting: { key: string; defaultValue: Theme } = { key: "ThemeMode", defaultValue: "system" };

/** The page follows the Inspector's theme. `onEdited` is called when something but a camera was changed in it. */
export function createInspectorLink(onEdited: () => void): InspectorLink {
    let found: ISelectionService | undefined;
    return {
        selected: () => found?.selectedEntity ?? undefined,
        definition: {
            friendlyName: "Sandbox",
            consumes: [SelectionServiceIdentity, PropertiesServiceIdentity, SettingsStoreIdentity],
            factory: (selection, properties, settings) => {
                found = selection;
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
