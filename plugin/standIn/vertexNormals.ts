/** Smooth outward normals: at each corner the sum of its triangles' normals, larger triangles counting more. */
export function computeNormals(positions: Float32Array, indices: Uint32Array): Float32Array {
    const normals = new Float32Array(positions.length);
    for (let i = 0; i < indices.length; i += 3) {
        addTriangle(positions, normals, (indices[i] ?? 0) * 3, (indices[i + 1] ?? 0) * 3, (indices[i + 2] ?? 0) * 3);
    }
    for (let i = 0; i < normals.length; i += 3) {
        const x = normals[i] ?? 0;
        const y = normals[i + 1] ?? 0;
        const z = normals[i + 2] ?? 0;
        const length = Math.sqrt(x * x + y * y + z * z);
        normals[i] = length > 0 ? x / length : 0;
        normals[i + 1] = length > 0 ? y / length : 0;
        normals[i + 2] = length > 0 ? z / length : 1;
    }
    return normals;
}

function addTriangle(positions: Float32Array, normals: Float32Array, a: number, b: number, c: number): void {
    const ax = positions[a] ?? 0;
    const ay = positions[a + 1] ?? 0;
    const az = positions[a + 2] ?? 0;
    const ux = (positions[b] ?? 0) - ax;
    const uy = (positions[b + 1] ?? 0) - ay;
    const uz = (positions[b + 2] ?? 0) - az;
    const vx = (positions[c] ?? 0) - ax;
    const vy = (positions[c + 1] ?? 0) - ay;
    const vz = (positions[c + 2] ?? 0) - az;
    const nx = uy * vz - uz * vy;
    const ny = uz * vx - ux * vz;
    const nz = ux * vy - uy * vx;
    for (const corner of [a, b, c]) {
        normals[corner] = (normals[corner] ?? 0) + nx;
        normals[corner + 1] = (normals[corner + 1] ?? 0) + ny;
        normals[corner + 2] = (normals[corner + 2] ?? 0) + nz;
    }
}
