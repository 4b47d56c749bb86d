import { RelayRefusal } from "./relayAnswer";

/**
 * Only the relay's own page may use it: any other site open in the same browser could otherwise spend the owner's
 * money. Browsers say who asks in two headers that pages cannot forge; programs send neither.
 *
 * The schemes are not compared, since a proxy in front may have ended TLS; `Sec-Fetch-Site` covers that case.
 */
export function checkPage(request: Request): void {
    const site = request.headers.get("sec-fetch-site");
    if (site !== null && site !== "same-origin" && site !== "none") {
        throw new RelayRefusal(403, "This address answers its own page only.");
    }
    const origin = request.headers.get("origin");
    if (origin !== null && !(URL.canParse(origin) && new URL(origin).host === new URL(request.url).host)) {
        throw new RelayRefusal(403, "This address answers its own page only.");
    }
}
