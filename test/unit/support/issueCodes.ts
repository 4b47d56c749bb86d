import { inspectModel } from "../../../plugin/model/inspectModel";

/** What every bare test model lacks. */
const bare = ["no-normals", "no-material"];

/** The codes of what is found about a file, but for what it lacks because it was made for a test. */
export function issueCodes(bytes: Uint8Array): string[] {
    return inspectModel(bytes)
        .issues.map(({ code }) => code)
        .filter((code) => !bare.includes(code));
}
