// The only module that imports from the Inspector, so that a change of the host is met in one place.
export type {
    IPropertiesService,
    ISceneContext,
    ISelectionService,
    IShellService,
    ServiceDefinition,
} from "@babylonjs/inspector";
export {
    Accordion,
    AccordionSection,
    BuiltInsExtensionFeed,
    Button,
    MakeLazyComponent,
    PropertiesServiceIdentity,
    PropertyLine,
    SceneContextIdentity,
    SelectionServiceIdentity,
    ShellServiceIdentity,
    Switch,
    useObservableState,
} from "@babylonjs/inspector";
