import { everyWord } from "../unit/generation/everyWord";
import type { FaultWorld } from "./faultWorld";

/** Neither key nor secret nor signed link where it does not belong. Where one is, in words. */
export function checkSecrets(world: FaultWorld, disk: Readonly<Record<string, readonly unknown[]>>): string[] {
    const { key, secret } = world.emulator.credentials;
    const pair = btoa(`${key}:${secret}`);
    const secrets = [key, secret, pair];
    const tokens = [...secrets, "Policy=", "Signature="];
    const find = (place: string, text: string, words: readonly string[]) =>
        words.filter((word) => text.includes(word)).map((word) => `${place} has "${word}"`);
    return [
        ...Object.entries(disk).flatMap(([store, rows]) => find(`The store ${store}`, everyWord(rows), tokens)),
        ...world.messages.flatMap((message) => find("A message between tabs", message, tokens)),
        ...world.openTabs().flatMap((tab) => {
            const { generations, quote, refusal, ledger, picture, elsewhere, live } = tab.state();
            const shown = everyWord({ generations, quote, refusal, ledger, picture, elsewhere, live });
            const reports = generations.map(({ id }) => tab.service.errorReport(id)).join("\n");
            return [...find(tab.name, shown, tokens), ...find(`A report of ${tab.name}`, reports, tokens)];
        }),
        ...world.requests.flatMap(({ url, body, headers }) => {
            const isApi = url.href.startsWith(world.emulator.apiUrl);
            const { authorization = "", ...others } = Object.fromEntries(headers);
            return [
                ...find(
                    `A request to ${url.pathname}`,
                    `${url.href} ${body} ${everyWord(others)}`,
                    isApi ? tokens : secrets,
                ),
                ...(isApi ? [] : find(`A request to ${url.origin}`, authorization, secrets)),
            ];
        }),
    ];
}
