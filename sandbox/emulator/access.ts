import type { EmulatorState } from "./emulatorState";
import { refuse, refuseAtGateway } from "./errorAnswer";

/** Basic auth on every call. A missing key is refused by the gateway, a wrong one by the service: two shapes. */
export function checkAccess({ credentials }: EmulatorState, authorization: string | undefined): void {
    if (!authorization?.startsWith("Basic ")) {
        refuseAtGateway(401, "Unauthorized");
    }
    const expected = Buffer.from(`${credentials.key}:${credentials.secret}`).toString("base64");
    if (authorization.slice("Basic ".length) !== expected) {
        refuse(401, "Invalid API key or secret");
    }
}
