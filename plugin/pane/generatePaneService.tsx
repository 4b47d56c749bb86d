import type { Scene } from "@babylonjs/core/scene.js";
import { ImageAddRegular } from "@fluentui/react-icons";
import { type FunctionComponent, useEffect } from "react";
import type { GenerateService } from "../state/generateService";
import { type CanvasUndo, createCanvasUndo } from "./canvasUndo";
import { createFirstDrop, type TakePictures } from "./firstDrop";
import {
    type ISceneContext,
    type ISelectionService,
    type IShellService,
    MakeLazyComponent,
    SceneContextIdentity,
    SelectionServiceIdentity,
    type ServiceDefinition,
    ShellServiceIdentity,
    useObservableState,
} from "./inspectorHost";

const paneKey = "Generate from image";

/** Tools stand at 400 in the host's right pane; this stands just before them. */
const paneOrder = 390;

type Definition = ServiceDefinition<[], [IShellService, ISceneContext, ISelectionService]>;

/**
 * The pane as a service of the Inspector. `getService` is called when the pane is first drawn; what it returns outlives
 * the pane and the Inspector, so closing either stops nothing. While there is a pane, what shows it is in `panes`.
 */
export function createGeneratePaneServiceDefinition(
    getService: () => Promise<GenerateService>,
    panes: Set<() => void>,
): Definition {
    return {
        friendlyName: "Generate from image",
        consumes: [ShellServiceIdentity, SceneContextIdentity, SelectionServiceIdentity],
        factory: (shell, sceneContext, selection) => {
            // One throw here would take the whole Inspector down, so nothing but registering happens.
            const canvasUndo = createCanvasUndo(sceneContext);
            const pane = shell.addSidePane({
                key: paneKey,
                title: "Generate from image",
                icon: ImageAddRegular,
                horizontalLocation: "right",
                verticalLocation: "top",
                order: paneOrder,
                content: createContent({ getService, shell, sceneContext, selection, canvasUndo }),
            });
            const firstDrop = createFirstDrop(sceneContext, (pictures, scene, aim) => {
                selectPane(shell);
                // Should it fail, the pane says why.
                takePictures(getService, pictures, scene, aim).catch(() => undefined);
            });
            const show = () => selectPane(shell);
            panes.add(show);
            return {
                dispose: () => {
                    panes.delete(show);
                    pane.dispose();
                    canvasUndo.dispose();
                    firstDrop.dispose();
                },
            };
        },
    };
}

interface ContentServices {
    getService: () => Promise<GenerateService>;
    shell: IShellService;
    sceneContext: ISceneContext;
    selection: ISelectionService;
    canvasUndo: CanvasUndo;
}

/** The pane's content: loaded when the tab is first opened, drawn for the scene that is open. */
function createContent({ getService, shell, sceneContext, selection, canvasUndo }: ContentServices): FunctionComponent {
    const LazyPane = MakeLazyComponent<{ scene: Scene }>(
        async () => {
            const [{ GeneratePane }, { attachCanvas }, service] = await Promise.all([
                import("./generatePane"),
                import("./attachCanvas"),
                getService(),
            ]);
            canvasUndo.watch(service.edits);
            return ({ scene }) => {
                const select = (id: string) => {
                    selection.selectedEntity = service.wrapperIn(scene, id) ?? null;
                };
                useEffect(
                    () =>
                        service.followSelection({
                            selected: () =>
                                selection.selectedEntity === scene
                                    ? undefined
                                    : (selection.selectedEntity ?? undefined),
                            select: (node) => node.getScene() === scene && selectBeside(node, selection, shell),
                        }),
                    [scene],
                );
                useEffect(() => attachCanvas(service, scene), [scene]);
                return <GeneratePane scene={scene} service={service} onSelect={select} />;
            };
        },
        { spinnerSize: "small", spinnerLabel: "Loading the pane" },
    );
    return () => {
        const scene = useObservableState(() => sceneContext.currentScene, sceneContext.currentSceneObservable);
        return scene === null ? null : <LazyPane scene={scene} />;
    };
}

/** Selects a node and stays in our pane: selecting alone lets the host switch to its Properties. */
function selectBeside(node: object, selection: ISelectionService, shell: IShellService): void {
    selection.selectedEntity = node;
    selectPane(shell);
}

/** Turns to our pane in the host. */
export function selectPane(shell: IShellService): void {
    shell.sidePanes.find(({ key }) => key === paneKey)?.select();
}

async function takePictures(
    getService: () => Promise<GenerateService>,
    ...[pictures, scene, aim]: Parameters<TakePictures>
): Promise<void> {
    const [{ attachCanvas }, service] = await Promise.all([import("./attachCanvas"), getService()]);
    if (!scene.isDisposed) {
        attachCanvas(service, scene);
        await service.dropPictures(pictures, scene, aim);
    }
}
