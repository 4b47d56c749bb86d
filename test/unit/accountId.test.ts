import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accountId } from "../../plugin/accountId";
import { createRelay } from "../../plugin/relay";
import { createScenarioClient } from "../../plugin/scenario/scenarioClient";

const serviceUrl = "https://api.cloud.scenario.com/v1";
const credentials = { key: "api_KEYKEYKEYKEY", secret: "SECRETSECRETSECRET" };

async function serviceAnswer(options: Partial<Parameters<typeof createRelay>[0]>) {
    const relay = createRelay({ credentials, ...options });
    const answer = await relay(new Request("http://page.test/service"));
    const text = (await answer.text()) + JSON.stringify([...answer.headers]);
    return { text, account: JSON.parse(text.slice(0, text.indexOf("}") + 1)).account as unknown };
}

describe("the id of an account", () => {
    it("is the HMAC of service, key and project, without the secret", () => {
        const hmac = createHmac("sha256", "babylon-scenario account").update(`${serviceUrl}\nkey\nproj_7`);
        expect(accountId({ serviceUrl, key: "key", projectId: "proj_7" })).toBe(hmac.digest("hex").slice(0, 32));
    });

    it("differs when service, key or project differ", () => {
        const account = { serviceUrl, key: "key", projectId: "proj_7" };
        const changes = [{ serviceUrl: "https://other.test/v1" }, { key: "key2" }, { projectId: undefined }];
        const ids = [{}, ...changes].map((change) => accountId({ ...account, ...change }));
        expect(new Set(ids).size).toBe(4);
    });

    it.each(["https://api.cloud.scenario.com/v1/", "https://API.cloud.Scenario.com:443/v1//"])(
        "does not depend on how the address is written: %s",
        (written) => {
            expect(accountId({ serviceUrl: written })).toBe(accountId({ serviceUrl }));
        },
    );

    it.each([undefined, "proj_7"])(
        "is the same from a relay and from a client with the key, project %s",
        async (projectId) => {
            const { account } = await serviceAnswer({ projectId });
            expect(account).toMatch(/^[0-9a-f]{32}$/);
            expect(createScenarioClient({ credentials, projectId }).account).toBe(account);
        },
    );

    it("does not change with the secret", async () => {
        const other = { ...credentials, secret: "ANOTHERSECRET" };
        expect((await serviceAnswer({ credentials: other })).account).toBe((await serviceAnswer({})).account);
    });

    it("gives away neither half of the key in any form", async () => {
        const half = fc.string({ unit: fc.constantFrom(..."abcXYZ019_-"), minLength: 8, maxLength: 24 });
        await fc.assert(
            fc.asyncProperty(half, half, async (key, secret) => {
                const { text } = await serviceAnswer({ credentials: { key: `${key}K`, secret: `${secret}S` } });
                const forms = [`${key}K`, `${secret}S`, `${key}K:${secret}S`];
                for (const form of forms) {
                    const bytes = Buffer.from(form);
                    expect(text).not.toContain(form);
                    expect(text).not.toContain(bytes.toString("base64").replace(/=+$/, ""));
                    expect(text).not.toContain(bytes.toString("base64url"));
                    expect(text).not.toContain(bytes.toString("hex"));
                }
            }),
            { numRuns: 50 },
        );
    });
});
