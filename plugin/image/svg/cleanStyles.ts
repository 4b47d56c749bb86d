import { urlReferences } from "./svgCost";

export interface CleanedStyles {
    /** Something was taken out that would have shown. */
    isIncomplete: boolean;
    isAnimated: boolean;
    /** What the remaining rules refer to, by element. */
    styled: ReadonlyMap<Element, readonly string[]>;
}

/** Browsers cut a line into dashes before they draw it, and a few bytes ask for billions. */
export const endlessProperty = "stroke-dasharray";

/** True for CSS with an address outside of the file, or with one in a variable, which hides where it is used. */
export const isOutside = (css: string): boolean => /url\(\s*["']?(?!["'#\s])/i.test(css) || /--[^;]*url\(/i.test(css);

/**
 * Rewrites a drawing's styles from what the browser understood of them: what holds now, without imports, animations
 * and outside addresses.
 */
export function cleanStyles(root: SVGSVGElement): CleanedStyles {
    const styled = new Map<Element, string[]>();
    const sheets = [...root.querySelectorAll("style")].map((style) => cleanSheet(style, root, styled));
    const elements = [root, ...root.querySelectorAll("[style]")];
    const attributes = elements.filter((element) => {
        const style = element instanceof SVGElement ? element.style : undefined;
        const isChanged = style === undefined || cleanDeclarations(style);
        element.setAttribute("style", style?.cssText ?? "");
        return isChanged;
    });
    return {
        isIncomplete: attributes.length > 0 || sheets.some((sheet) => sheet.isIncomplete),
        isAnimated: sheets.some((sheet) => sheet.isAnimated),
        styled,
    };
}

function cleanSheet(style: Element, root: Element, styled: Map<Element, string[]>): Omit<CleanedStyles, "styled"> {
    const text = style.textContent ?? "";
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    const rules = activeRules(sheet.cssRules);
    const changed = rules.filter((rule) => rule instanceof CSSStyleRule && cleanDeclarations(rule.style));
    for (const rule of rules) {
        noteReferences(rule, root, styled);
    }
    style.textContent = rules.map(ruleText).join("\n");
    return {
        isIncomplete: changed.length > 0 || text.includes("@import"),
        isAnimated: text.includes("@keyframes"),
    };
}

/** Styles and fonts, also those for a medium that is here. */
function activeRules(rules: CSSRuleList): CSSRule[] {
    return [...rules].flatMap((rule) => {
        if (rule instanceof CSSMediaRule) {
            return matchMedia(rule.media.mediaText).matches ? activeRules(rule.cssRules) : [];
        }
        return rule instanceof CSSStyleRule || rule instanceof CSSFontFaceRule ? [rule] : [];
    });
}

/** Takes out what is not drawn, and tells whether there was anything. */
function cleanDeclarations(style: CSSStyleDeclaration): boolean {
    const before = style.cssText;
    style.removeProperty(endlessProperty);
    if (isOutside(before)) {
        style.cssText = "";
    }
    return style.cssText !== before;
}

/** Without the rules within it. */
const ruleText = (rule: CSSRule): string =>
    rule instanceof CSSStyleRule ? `${rule.selectorText} { ${rule.style.cssText} }` : rule.cssText;

function noteReferences(rule: CSSRule, root: Element, styled: Map<Element, string[]>): void {
    const references = rule instanceof CSSStyleRule ? urlReferences(rule.style.cssText) : [];
    if (rule instanceof CSSStyleRule && references.length > 0) {
        for (const element of [root, ...root.querySelectorAll("*")].filter((each) => each.matches(rule.selectorText))) {
            styled.set(element, [...(styled.get(element) ?? []), ...references]);
        }
    }
}
