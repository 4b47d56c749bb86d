import type { Node } from "@babylonjs/core/node.js";
import type { GenerateService } from "../state/generateService";
import { createCanvasUndo } from "./canvasUndo";
import { isGenerated } from "./generatedNode";
import { selectPane } from "./generatePaneService";
import {
    type IPropertiesService,
    type ISceneContext,
    type ISelectionService,
    type IShellService,
    MakeLazyComponent,
    PropertiesServiceIdentity,
    SceneContextIdentity,
    SelectionServiceIdentity,
    type ServiceDefinition,
    ShellServiceIdentity,
} from "./inspectorHost";

const sectionName = "Generated model";

/**
 * A section in the host's Properties for nodes of generated models. Its code and the service are loaded when the first
 * such node is selected.
 */
export function createModelPropertiesServiceDefinition(
    getService: () => Promise<GenerateService>,
): ServiceDefinition<[], [IPropertiesService, IShellService, ISceneContext, ISelectionService]> {
    return {
        friendlyName: "Generated model",
        consumes: [PropertiesServiceIdentity, ShellServiceIdentity, SceneContextIdentity, SelectionServiceIdentity],
        factory: (properties, shell, sceneContext, selection) => {
            const canvasUndo = createCanvasUndo(sceneContext);
            const showForm = () => selectPane(shell);
            const select = (node: Node) => {
                selection.selectedEntity = node;
            };
            const component = MakeLazyComponent<{ context: Node }>(
                async () => {
                    const [{ ModelProperties }, service] = await Promise.all([
                        import("./modelProperties"),
                        getService(),
                    ]);
                    canvasUndo.watch(service.edits);
                    return ({ context }) => (
                        <ModelProperties node={context} service={service} onShowForm={showForm} onSelect={select} />
                    );
                },
                { spinnerSize: "small", spinnerLabel: "Loading the section" },
            );
            const registered = [
                canvasUndo,
                properties.addSection({ identity: sectionName, order: 0 }),
                properties.addSectionContent({
                    key: sectionName,
                    predicate: isGenerated,
                    content: [{ section: sectionName, component }],
                }),
            ];
            return { dispose: () => registered.forEach((registration) => void registration.dispose()) };
        },
    };
}
