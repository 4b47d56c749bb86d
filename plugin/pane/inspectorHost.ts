// The only module that imports from the Inspector, so that a change of the host is met in one place.
export type { ISceneContext, ISelectionService, IShellService, ServiceDefinition } from "@babylonjs/inspector";
export {
    Accordion,
    AccordionSection,
    BuiltInsExtensionFeed,
    Button,
    MakeLazyComponent,
    PropertyLine,
    SceneContextIdentity,
    SelectionServiceIdentity,
    ShellServiceIdentity,
    Switch,
    useObservableState,
} from "@babylonjs/inspector";
