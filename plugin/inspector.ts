import { hasOpenWork } from "./generation/hasOpenWork";
import type { ImageSource } from "./image/readBytes";
import { createGeneratePaneServiceDefinition } from "./pane/generatePaneService";
import { BuiltInsExtensionFeed } from "./pane/inspectorHost";
import { createLazyPane, type OpenedPane } from "./pane/lazyPane";
import { createModelPropertiesServiceDefinition } from "./pane/modelPropertiesService";
import type { ScenarioClient } from "./scenario/scenarioClient";

export interface GenerateFromImageOptions {
    /** Where the relay answers, relative to the page or absolute. Default `/api/scenario`. */
    relayUrl?: string;
    /** A client of your own instead of the relay, for people without a server. Its key is then in the page. */
    client?: ScenarioClient;
    /** Refuses uploads and paid calls from this page. What was made before stays available. */
    noSpend?: boolean;
}

// The two shapes below are the host's, written out: its published declarations do not resolve for those who use ours.

/** What the Inspector takes in `serviceDefinitions`. */
export interface InspectorServiceDefinition {
    friendlyName: string;
    consumes?: readonly symbol[];
    factory: (...services: never[]) => unknown;
}

/** What the Inspector takes in `extensionFeeds`. */
export interface InspectorExtensionFeed {
    readonly name: string;
    queryExtensionsAsync(filter?: string): Promise<{
        readonly totalCount: number;
        getExtensionMetadataAsync(
            index: number,
            count: number,
        ): Promise<readonly { name: string; description: string }[]>;
    }>;
    getExtensionModuleAsync(
        name: string,
    ): Promise<{ default: { serviceDefinitions?: readonly InspectorServiceDefinition[] } } | undefined>;
}

/** The extension, to be given to the Inspector in one of two ways. */
export interface GenerateFromImage {
    /** For `ShowInspector(scene, { serviceDefinitions })`: the pane is there from the start. */
    serviceDefinitions: readonly InspectorServiceDefinition[];
    /** For `ShowInspector(scene, { extensionFeeds: [feed] })`: people install the pane from the Extensions dialog. */
    feed: InspectorExtensionFeed;
    /**
     * Gives a picture to the pane, as if it had been chosen there, and shows the pane wherever it is installed. Spends
     * nothing; a picture that cannot be used is told in the pane. Rejects when the pane's code cannot be loaded.
     */
    setPicture(source: ImageSource): Promise<void>;
    /** Stops watching and frees what is held. Models in scenes stay. */
    dispose(): void;
}

export const extensionName = "Generate from image";

/**
 * Creates the "Generate from image" extension. One per page is enough: it outlives the Inspector, so closing and opening
 * the Inspector again finds running generations where they are. Nothing is loaded until the pane is opened or a picture is
 * dragged over the scene, unless an earlier page left paid generations that go on.
 */
export function createGenerateFromImage(options: GenerateFromImageOptions = {}): GenerateFromImage {
    const lazyPane = createLazyPane(() => openPane(options));
    let isDisposed = false;
    const goOn = async (): Promise<void> => {
        if ((await hasOpenWork()) && !isDisposed) {
            (await lazyPane.open()).service.open();
        }
    };
    // Should it fail, the pane says why when it is opened.
    goOn().catch(() => undefined);
    const panes = new Set<() => void>();
    const serviceDefinitions = [
        createGeneratePaneServiceDefinition(lazyPane, panes),
        createModelPropertiesServiceDefinition(lazyPane),
    ];
    const feed = new BuiltInsExtensionFeed("Scenario", [
        {
            name: extensionName,
            description: "Turns one picture into a 3D model that stands in the scene, with Scenario and Tripo 3.0.",
            keywords: ["image to 3D", "generate", "GLB", "Scenario", "Tripo"],
            license: "Apache-2.0",
            getExtensionModuleAsync: () => Promise.resolve({ default: { serviceDefinitions } }),
        },
    ]);
    return {
        serviceDefinitions,
        feed,
        setPicture: async (source) => {
            for (const show of panes) {
                show();
            }
            await (await lazyPane.open()).service.setPicture(source);
        },
        dispose: () => {
            isDisposed = true;
            void lazyPane.opened.then(({ service }) => service.dispose());
        },
    };
}

async function openPane({
    relayUrl = "/api/scenario",
    client,
    noSpend,
}: GenerateFromImageOptions): Promise<OpenedPane> {
    const { attachCanvas, connectScenario, createGenerateService, GeneratePane, listenForUndo, ModelProperties } =
        await import("./whenOpened");
    const service = createGenerateService({ ...connectScenario(relayUrl, client), noSpend });
    return { service, attachCanvas, GeneratePane, ModelProperties, listenForUndo };
}
