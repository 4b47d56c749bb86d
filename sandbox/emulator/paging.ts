import { z } from "zod";
import type { EmulatorContext } from "./emulatorContext";
import { parseOrRefuse } from "./errorAnswer";

export interface PageQuery {
    size: number;
    /** Rows to leave out before the page. */
    offset: number;
}

/** `pageSize` and `paginationToken` of a list call; wrong ones are a 400. */
export function readPageQuery(context: EmulatorContext, { most, usual }: { most: number; usual: number }): PageQuery {
    const schema = z.object({
        pageSize: z.coerce.number().int().min(1).max(most).default(usual),
        paginationToken: z
            .string()
            .regex(/^page-\d{1,6}$/)
            .default("page-0"),
    });
    const query = parseOrRefuse(schema, context.req.query());
    return { size: query.pageSize, offset: Number(query.paginationToken.slice("page-".length)) };
}

/** The asked part of `rows`, and the token of the next one when there is more. */
export function pageOf<Row>(
    rows: readonly Row[],
    { size, offset }: PageQuery,
): { rows: readonly Row[]; next?: string } {
    const end = offset + size;
    return { rows: rows.slice(offset, end), ...(end < rows.length ? { next: `page-${end}` } : {}) };
}
