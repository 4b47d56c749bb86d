// @babylonjs/inspector (9.10 to 9.34 at least) publishes declarations that import from "@babylonjs/shared-ui-components",
// a package that is bundled into the Inspector and not published in a matching version. Without these declarations every
// type of an extension is missing. Only what this package uses is declared, and only as far as it is used.
// To remove: delete this file once `tsc` finds no error without it.

declare module "@babylonjs/shared-ui-components/modularTool/modularity/serviceDefinition.js" {
    import type { IDisposable } from "@babylonjs/core/scene.js";

    export interface IService<Identity extends symbol> {
        readonly __identity?: Identity;
    }
    type Identities<Services extends readonly IService<symbol>[]> = {
        [Index in keyof Services]: Services[Index] extends IService<infer Identity> ? Identity : never;
    };
    /** A service that produces nothing for others, which is all an extension needs. */
    export interface ServiceDefinition<
        Produces extends readonly IService<symbol>[] = [],
        Consumes extends readonly IService<symbol>[] = [],
    > {
        friendlyName: string;
        produces?: Identities<Produces>;
        consumes: Identities<Consumes>;
        factory: (...services: Consumes) => Partial<IDisposable> | undefined;
    }
}

declare module "@babylonjs/shared-ui-components/modularTool/modularity/serviceContainer.js" {
    export interface WeaklyTypedServiceDefinition {
        friendlyName: string;
        produces?: readonly symbol[];
        consumes?: readonly symbol[];
        factory: (...services: never[]) => unknown;
    }
}

declare module "@babylonjs/shared-ui-components/modularTool/services/settingsStore.js" {
    import type { IReadonlyObservable } from "@babylonjs/core/Misc/observable.js";
    import type { IService } from "@babylonjs/shared-ui-components/modularTool/modularity/serviceDefinition.js";

    export const SettingsStoreIdentity: unique symbol;
    export interface ISettingsStore extends IService<typeof SettingsStoreIdentity> {
        readonly onChanged: IReadonlyObservable<string>;
        readSetting<Value>(setting: { key: string; defaultValue: Value }): Value;
    }
}

declare module "@babylonjs/shared-ui-components/modularTool/services/settingsService.js" {
    import type { IService } from "@babylonjs/shared-ui-components/modularTool/modularity/serviceDefinition.js";

    export const SettingsServiceIdentity: unique symbol;
    export type ISettingsService = IService<typeof SettingsServiceIdentity>;
}

declare module "@babylonjs/shared-ui-components/modularTool/services/shellService.js" {
    import type { IDisposable } from "@babylonjs/core/scene.js";
    import type { IService } from "@babylonjs/shared-ui-components/modularTool/modularity/serviceDefinition.js";
    import type { ComponentType } from "react";

    export const ShellServiceIdentity: unique symbol;
    export interface SidePaneDefinition {
        key: string;
        title: string;
        icon: ComponentType;
        content: ComponentType;
        order?: number;
        horizontalLocation: "left" | "right";
        verticalLocation: "top" | "bottom";
        keepMounted?: boolean;
    }
    export interface IShellService extends IService<typeof ShellServiceIdentity> {
        addSidePane(pane: Readonly<SidePaneDefinition>): IDisposable;
        readonly sidePanes: readonly { readonly key: string; select(): void }[];
    }
}

declare module "@babylonjs/shared-ui-components/modularTool/modularTool.js" {
    import type { IExtensionFeed } from "@babylonjs/shared-ui-components/modularTool/extensibility/extensionFeed.js";
    import type { WeaklyTypedServiceDefinition } from "@babylonjs/shared-ui-components/modularTool/modularity/serviceContainer.js";

    export interface ModularToolOptions {
        namespace: string;
        containerElement: HTMLElement;
        serviceDefinitions: readonly WeaklyTypedServiceDefinition[];
        extensionFeeds: readonly IExtensionFeed[];
        themeMode: "system" | "light" | "dark";
        showThemeSelector: boolean;
        disableTeachingMoments: boolean;
    }
}

declare module "@babylonjs/shared-ui-components/modularTool/extensibility/extensionFeed.js" {
    import type { WeaklyTypedServiceDefinition } from "@babylonjs/shared-ui-components/modularTool/modularity/serviceContainer.js";

    export interface ExtensionMetadata {
        readonly name: string;
        readonly description: string;
        readonly version?: string;
        readonly keywords?: readonly string[];
        readonly license?: string;
    }
    export interface ExtensionModule {
        default: { serviceDefinitions?: readonly WeaklyTypedServiceDefinition[] };
    }
    export interface IExtensionFeed {
        readonly name: string;
        queryExtensionsAsync(filter?: string): Promise<{
            readonly totalCount: number;
            getExtensionMetadataAsync(index: number, count: number): Promise<readonly ExtensionMetadata[]>;
        }>;
        getExtensionModuleAsync(name: string): Promise<ExtensionModule | undefined>;
    }
}

declare module "@babylonjs/shared-ui-components/modularTool/extensibility/builtInsExtensionFeed.js" {
    import type {
        ExtensionMetadata,
        ExtensionModule,
        IExtensionFeed,
    } from "@babylonjs/shared-ui-components/modularTool/extensibility/extensionFeed.js";

    export class BuiltInsExtensionFeed implements IExtensionFeed {
        constructor(
            name: string,
            extensions: Iterable<ExtensionMetadata & { getExtensionModuleAsync(): Promise<ExtensionModule> }>,
        );
        readonly name: string;
        queryExtensionsAsync: IExtensionFeed["queryExtensionsAsync"];
        getExtensionModuleAsync: IExtensionFeed["getExtensionModuleAsync"];
    }
}

declare module "@babylonjs/shared-ui-components/modularTool/hooks/observableHooks.js" {
    import type { IReadonlyObservable } from "@babylonjs/core/Misc/observable.js";

    export function useObservableState<Value>(
        accessor: () => Value,
        ...observables: readonly (IReadonlyObservable<unknown> | null | undefined)[]
    ): Value;
}

declare module "@babylonjs/shared-ui-components/fluent/primitives/accordion.js" {
    import type { FunctionComponent, PropsWithChildren } from "react";

    export const Accordion: FunctionComponent<PropsWithChildren<{ uniqueId?: string }>>;
    export const AccordionSection: FunctionComponent<PropsWithChildren<{ title: string; collapseByDefault?: boolean }>>;
}

declare module "@babylonjs/shared-ui-components/fluent/primitives/button.js" {
    import type { FluentIcon } from "@fluentui/react-icons";
    import type { FunctionComponent } from "react";

    export const Button: FunctionComponent<{
        label?: string;
        title?: string;
        ariaLabel?: string;
        icon?: FluentIcon;
        appearance?: "subtle" | "transparent" | "primary" | "secondary";
        disabled?: boolean;
        className?: string;
        onClick?: () => unknown;
    }>;
}

declare module "@babylonjs/shared-ui-components/fluent/primitives/switch.js" {
    import type { FunctionComponent } from "react";

    export const Switch: FunctionComponent<{
        value: boolean;
        onChange: (value: boolean) => void;
        ariaLabel?: string;
        disabled?: boolean;
    }>;
}

declare module "@babylonjs/shared-ui-components/fluent/primitives/lazyComponent.js" {
    import type { ComponentType, FunctionComponent } from "react";

    export function MakeLazyComponent<Props extends object>(
        getComponentAsync: () => Promise<ComponentType<Props>>,
        defaultProps?: { spinnerSize?: "tiny" | "small" | "medium"; spinnerLabel?: string },
    ): FunctionComponent<Props>;
}

declare module "@babylonjs/shared-ui-components/fluent/hoc/propertyLines/propertyLine.js" {
    import type { FunctionComponent, PropsWithChildren } from "react";

    export const PropertyLine: FunctionComponent<
        PropsWithChildren<{ label: string; uniqueId?: string; description?: string }>
    >;
}

declare module "@babylonjs/shared-ui-components/modularTool/components/extensibleAccordion.js" {
    import type { ComponentType } from "react";

    export interface DynamicAccordionSection {
        identity: string;
        order?: number;
        collapseByDefault?: boolean;
    }
    export interface DynamicAccordionSectionContent<Entity> {
        key: string;
        section: string;
        order?: number;
        component: ComponentType<{ context: Entity }>;
    }
}
