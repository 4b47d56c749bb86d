import type { Node } from "@babylonjs/core/node.js";
import { isGenerated } from "./generatedNode";
import { selectPane } from "./generatePaneService";
import {
    type IPropertiesService,
    type ISelectionService,
    type IShellService,
    MakeLazyComponent,
    PropertiesServiceIdentity,
    SelectionServiceIdentity,
    type ServiceDefinition,
    ShellServiceIdentity,
} from "./inspectorHost";
import type { LazyPane } from "./lazyPane";

const sectionName = "Generated model";

/**
 * A section in the host's Properties for nodes of generated models. What it draws is loaded when the first such node is
 * selected.
 */
export function createModelPropertiesServiceDefinition(
    lazyPane: LazyPane,
): ServiceDefinition<[], [IPropertiesService, IShellService, ISelectionService]> {
    return {
        friendlyName: "Generated model",
        consumes: [PropertiesServiceIdentity, ShellServiceIdentity, SelectionServiceIdentity],
        factory: (properties, shell, selection) => {
            const showForm = () => selectPane(shell);
            const select = (node: Node) => {
                selection.selectedEntity = node;
            };
            const component = MakeLazyComponent<{ context: Node }>(
                async () => {
                    const { ModelProperties, service } = await lazyPane.open();
                    return ({ context }) => (
                        <ModelProperties node={context} service={service} onShowForm={showForm} onSelect={select} />
                    );
                },
                { spinnerSize: "small", spinnerLabel: "Loading the section" },
            );
            const registered = [
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
