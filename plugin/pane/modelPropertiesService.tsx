import type { Node } from "@babylonjs/core/node.js";
import type { GenerateService } from "../state/generateService";
import { isGenerated } from "./generatedNode";
import { paneKey } from "./generatePaneService";
import {
    type IPropertiesService,
    type IShellService,
    MakeLazyComponent,
    PropertiesServiceIdentity,
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
): ServiceDefinition<[], [IPropertiesService, IShellService]> {
    return {
        friendlyName: "Generated model",
        consumes: [PropertiesServiceIdentity, ShellServiceIdentity],
        factory: (properties, shell) => {
            const showForm = () => shell.sidePanes.find(({ key }) => key === paneKey)?.select();
            const component = MakeLazyComponent<{ context: Node }>(
                async () => {
                    const [{ ModelProperties }, service] = await Promise.all([
                        import("./modelProperties"),
                        getService(),
                    ]);
                    return ({ context }) => <ModelProperties node={context} service={service} onShowForm={showForm} />;
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
