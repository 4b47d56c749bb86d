import type { Scene } from "@babylonjs/core/scene.js";
import { ImageAddRegular } from "@fluentui/react-icons";
import { type FunctionComponent, useEffect } from "react";
import type { GenerateService } from "../state/generateService";
import { type FirstDropTakers, takeFirstDrop } from "./firstDrop";
import { followCanvas } from "./followCanvas";
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
import type { LazyPane } from "./lazyPane";

const paneKey = "Generate from image";

/** Tools stand at 400 in the host's right pane; this stands just before them. */
const paneOrder = 390;

type Definition = ServiceDefinition<[], [IShellService, ISceneContext, ISelectionService]>;

/**
 * The pane as a service of the Inspector. What it draws is loaded when it is first drawn, and outlives the pane and the
 * Inspector, so closing either stops nothing. While there is a pane, what shows it is in `panes`.
 */
export function createGeneratePaneServiceDefinition(lazyPane: LazyPane, panes: Set<() => void>): Definition {
    return {
        friendlyName: "Generate from image",
        consumes: [ShellServiceIdentity, SceneContextIdentity, SelectionServiceIdentity],
        factory: (shell, sceneContext, selection) => {
            // One throw here would take the whole Inspector down, so nothing but registering happens.
            let wasDrawn = false;
            const noteDrawn = () => {
                wasDrawn = true;
            };
            const pane = shell.addSidePane({
                key: paneKey,
                title: "Generate from image",
                icon: ImageAddRegular,
                horizontalLocation: "right",
                verticalLocation: "top",
                order: paneOrder,
                content: createContent({ lazyPane, shell, sceneContext, selection, noteDrawn }),
            });
            const show = () => selectPane(shell);
            const takers: FirstDropTakers = {
                prepare: (scene) => void prepareCanvas(lazyPane, scene).catch(() => undefined),
                notice: () => wasDrawn || show(),
                // Should it fail, the pane says why.
                take: (...drop) => void takePictures(lazyPane, ...drop).catch(() => undefined),
            };
            const canvases = followCanvas(sceneContext, (canvas, scene, signal) => {
                takeFirstDrop(canvas, scene, takers, signal);
                void lazyPane.opened.then(({ listenForUndo, service }) => listenForUndo(canvas, service.edits, signal));
            });
            panes.add(show);
            return {
                dispose: () => {
                    panes.delete(show);
                    pane.dispose();
                    canvases.dispose();
                },
            };
        },
    };
}

interface ContentServices {
    lazyPane: LazyPane;
    shell: IShellService;
    sceneContext: ISceneContext;
    selection: ISelectionService;
    noteDrawn: () => void;
}

/** The pane's content: loaded when the tab is first opened, drawn for the scene that is open. */
function createContent(services: ContentServices): FunctionComponent {
    const { lazyPane, shell, sceneContext, selection, noteDrawn } = services;
    const LazyContent = MakeLazyComponent<{ scene: Scene }>(
        async () => {
            noteDrawn();
            const { GeneratePane, attachCanvas, service } = await lazyPane.open();
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
        return scene === null ? null : <LazyContent scene={scene} />;
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

/** Gives a scene's canvas the pane's listeners, whether the pane is drawn or not. */
async function prepareCanvas(lazyPane: LazyPane, scene: Scene): Promise<GenerateService> {
    const { attachCanvas, service } = await lazyPane.open();
    attachCanvas(service, scene);
    return service;
}

async function takePictures(
    lazyPane: LazyPane,
    ...[pictures, scene, aim]: Parameters<FirstDropTakers["take"]>
): Promise<void> {
    const service = await prepareCanvas(lazyPane, scene);
    if (!scene.isDisposed) {
        await service.dropPictures(pictures, scene, aim);
    }
}
