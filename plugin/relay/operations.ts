/** What the relay does for the page. There is nothing else: no path and no address is taken from the page. */
type OperationName =
    | "describeService"
    | "uploadAsset"
    | "retrieveAsset"
    | "convertAsset"
    | "readFile"
    | "createUpload"
    | "retrieveUpload"
    | "actOnUpload"
    | "putPart"
    | "retrieveModel"
    | "generate"
    | "listJobs"
    | "retrieveJob"
    | "actOnJob";

interface Operation {
    name: OperationName;
    method: "GET" | "POST" | "PUT";
    /** Segments; `:id` and `:number` stand for what the page may fill in. */
    path: string;
    /** Query keys that are passed on; any other is refused, since a misspelt `dryRun` would be a paid call. */
    query?: readonly string[];
}

const operations: readonly Operation[] = [
    { name: "describeService", method: "GET", path: "/service" },
    { name: "uploadAsset", method: "POST", path: "/assets" },
    { name: "retrieveAsset", method: "GET", path: "/assets/:id", query: ["originalAssets"] },
    { name: "convertAsset", method: "POST", path: "/assets/:id/download" },
    { name: "readFile", method: "GET", path: "/assets/:id/file", query: ["format"] },
    { name: "createUpload", method: "POST", path: "/uploads" },
    { name: "retrieveUpload", method: "GET", path: "/uploads/:id" },
    { name: "actOnUpload", method: "POST", path: "/uploads/:id/action" },
    { name: "putPart", method: "PUT", path: "/uploads/:id/parts/:number" },
    { name: "retrieveModel", method: "GET", path: "/models/:id" },
    { name: "generate", method: "POST", path: "/generate/custom/:id", query: ["dryRun"] },
    {
        name: "listJobs",
        method: "GET",
        path: "/jobs",
        query: ["status", "type", "types", "hideResults", "pageSize", "paginationToken"],
    },
    { name: "retrieveJob", method: "GET", path: "/jobs/:id" },
    { name: "actOnJob", method: "POST", path: "/jobs/:id/action" },
];

/** One call of the page, understood. */
export interface RelayCall {
    name: OperationName;
    method: "GET" | "POST" | "PUT";
    /** The path at the service, which is the one asked for. */
    path: string;
    id: string;
    /** Of an upload's part, from 1. */
    partNumber: number;
    query: ReadonlyMap<string, string>;
}

/** Why a call is not one of ours. */
export interface NoCall {
    status: 400 | 404 | 405;
    allow?: string;
}

/** Letters, digits, dash, underscore and single dots: nothing that means something in a path. */
const idPattern = /^(?=.{1,128}$)[\w-]+(?:\.[\w-]+)*$/;
const numberPattern = /^[1-9]\d{0,4}$/;

/** Finds the operation of a request. `path` is taken as it is: an escaped character fits no pattern. */
export function findCall(method: string, path: string, query: URLSearchParams): RelayCall | NoCall {
    const matching = operations.flatMap((operation) => {
        const found = matchPath(operation.path, path);
        return found ? [{ operation, ...found }] : [];
    });
    const match = matching.find(({ operation }) => operation.method === method);
    if (!match) {
        const allow = matching.map(({ operation }) => operation.method).join(", ");
        return matching.length > 0 ? { status: 405, allow } : { status: 404 };
    }
    const { operation, id, partNumber } = match;
    const keys = [...query.keys()];
    if (new Set(keys).size < keys.length || keys.some((key) => !operation.query?.includes(key))) {
        return { status: 400 };
    }
    return { name: operation.name, method: operation.method, path, id, partNumber, query: new Map(query) };
}

function matchPath(pattern: string, path: string): { id: string; partNumber: number } | undefined {
    const [wanted, given] = [pattern.split("/"), path.split("/")];
    if (wanted.length !== given.length) {
        return undefined;
    }
    const found = { id: "", partNumber: 0 };
    for (const [index, segment] of wanted.entries()) {
        const value = given[index] ?? "";
        if (segment === ":id" && idPattern.test(value)) {
            found.id = value;
        } else if (segment === ":number" && numberPattern.test(value)) {
            found.partNumber = Number(value);
        } else if (segment !== value) {
            return undefined;
        }
    }
    return found;
}
