const maxLength = 300;

/** The words of an error answer as one short line: markup gone, of S3's XML only the message. */
export function plainText(text: string): string {
    const words = /<Message>([^<]*)<\/Message>/i.exec(text)?.[1] ?? text;
    const line = words
        .replace(/<(script|style)\b[\s\S]*?(<\/\1\s*>|$)/gi, " ")
        .replace(/<[^>]*>/g, " ")
        .replace(/\s+/g, " ")
        .trim();
    return line.length > maxLength ? `${line.slice(0, maxLength)}…` : line;
}
