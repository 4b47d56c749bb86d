export type Theme = "light" | "dark" | "system";

/** Where the Inspector keeps what was chosen in it. */
const inspectorSetting = "Babylon/Inspector/ThemeMode";

/** What `?theme=light` or `?theme=dark` fixes; undefined without it. */
export function fixedTheme(): Theme | undefined {
    return toTheme(new URLSearchParams(location.search).get("theme"));
}

/** The fixed theme, or the one that was chosen in the Inspector last. */
export function chosenTheme(): Theme {
    return fixedTheme() ?? toTheme(readSetting()) ?? "system";
}

/** Shows the page's own parts in a theme. */
export function showTheme(theme: Theme): void {
    document.documentElement.dataset.theme = theme;
}

function toTheme(value: unknown): Theme | undefined {
    return value === "light" || value === "dark" || value === "system" ? value : undefined;
}

function readSetting(): unknown {
    try {
        return JSON.parse(localStorage.getItem(inspectorSetting) ?? "null");
    } catch {
        // Storage that is blocked has no settings.
        return undefined;
    }
}
