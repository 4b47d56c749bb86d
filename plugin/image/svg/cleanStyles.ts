import { complexDrawing } from "./parseSvg";
import { sum, urlReferences } from "./svgCost";

export interface CleanedStyles {
    /** Something was taken out that would have shown. */
    isIncomplete: boolean;
    isAnimated: boolean;
    /** What the remaining rules refer to, by element. */
    styled: ReadonlyMap<Element, readonly string[]>;
}

/** Browsers cut a line into dashes before they draw it, and a few bytes ask for billions. */
export const endlessProperty = "stroke-dasharray";

/** Letters of selectors times elements. Browsers try every rule on every element, and need seconds for so many. */
const mostTries = 50_000_000;

/** True for CSS with an address outside of the file, or with one among variables, which hide where it is used. */
export const isOutside = (css: string): boolean =>
    /url\(\s*["']?(?!["'#\s])/i.test(css) || (/(^|;)\s*--/.test(css) && /url\(/i.test(css));

/**
 * Rewrites a drawing's styles from what the browser understood of them: what holds now, without imports, animations
 * and outside addresses.
 *
 * @throws GenerationError of kind `input` when it has too many rules for its elements
 */
export function cleanStyles(root: SVGSVGElement): CleanedStyles {
    const styled = new Map<Element, string[]>();
    const sheets = [...root.querySelectorAll("style")].map(readSheet);
    checkTries(sheets, root);
    const changed = sheets.filter((sheet) => cleanSheet(sheet, root, styled));
    const elements = [root, ...root.querySelectorAll("[style]")];
    const attributes = elements.filter((element) => {
        const style = element instanceof SVGElement ? element.style : undefined;
        const isChanged = style === undefined || cleanDeclarations(style);
        element.setAttribute("style", style?.cssText ?? "");
        return isChanged;
    });
    return {
        isIncomplete: attributes.length > 0 || changed.length > 0,
        isAnimated: sheets.some(({ text }) => text.includes("@keyframes")),
        styled,
    };
}

interface Sheet {
    element: Element;
    text: string;
    /** What the browser understood of it, as far as it holds now. */
    rules: readonly CSSRule[];
}

function readSheet(element: Element): Sheet {
    const text = element.textContent ?? "";
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return { element, text, rules: activeRules(sheet.cssRules) };
}

/** Writes a sheet anew, and tells whether something was taken out that would have shown. */
function cleanSheet({ element, text, rules }: Sheet, root: Element, styled: Map<Element, string[]>): boolean {
    const changed = rules.filter((rule) => rule instanceof CSSStyleRule && cleanDeclarations(rule.style));
    for (const rule of rules) {
        noteReferences(rule, root, styled);
    }
    element.textContent = rules.map(ruleText).join("\n");
    return changed.length > 0 || text.includes("@import");
}

function checkTries(sheets: readonly Sheet[], root: Element): void {
    const rules = sheets.flatMap((sheet) => sheet.rules);
    const letters = rules.map((rule) => (rule instanceof CSSStyleRule ? rule.selectorText.length : 0));
    if (sum(letters) * root.querySelectorAll("*").length > mostTries) {
        throw complexDrawing();
    }
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
            const known = styled.get(element) ?? [];
            known.push(...references);
            styled.set(element, known);
        }
    }
}
