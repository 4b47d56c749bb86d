/** A mesh that has a claim to some of the triangles a model may have. */
export interface Claim {
    triangles: number;
    /** Of one copy in the scene, in any unit. */
    area: number;
    /** Copies in the scene. */
    copies: number;
}

/** Below this a closed shape is no longer one. */
const fewest = 8;

/**
 * Shares a model's triangles among its meshes: half by how much of the surface each one is, half by how finely it was
 * made. What a mesh does not need goes to the others. The copies count each.
 */
export function shareTriangles(claims: readonly Claim[], budget: number): number[] {
    const shares = claims.map(() => 0);
    let open = [...claims.entries()].filter(([, { copies }]) => copies > 0);
    let left = budget;
    while (open.length > 0) {
        const [areas, all] = [total(open, ({ area }) => area), total(open, ({ triangles }) => triangles)];
        const shareOf = ({ area, triangles }: Claim) => (left * (area / areas + triangles / all)) / 2;
        const satisfied = open.filter(([, claim]) => shareOf(claim) >= claim.triangles);
        if (satisfied.length === 0) {
            for (const [at, claim] of open) shares[at] = Math.max(fewest, Math.floor(shareOf(claim)));
            break;
        }
        for (const [at, { triangles, copies }] of satisfied) {
            shares[at] = triangles;
            left -= triangles * copies;
        }
        open = open.filter((one) => !satisfied.includes(one));
    }
    return shares;
}

function total(claims: readonly [number, Claim][], value: (claim: Claim) => number): number {
    return claims.reduce((sum, [, claim]) => sum + value(claim) * claim.copies, 0) || 1;
}
