import type { Document, Mesh, Primitive } from "@gltf-transform/core";
import { accessor, buildGlb } from "./buildGlb";

/** Numbers of a shape, three for each point and two for each place in a picture. */
export interface Shape {
    positions: number[];
    normals: number[];
    uvs: number[];
    indices: number[];
}

/**
 * A closed knobbly ball of `2 × rings × segments` triangles about, around the origin, with a seam where its picture ends:
 * the points there are twice in the file. `phase` turns the knobs, so that no two are alike.
 */
export function ball(rings: number, segments: number, radius = 1, phase = 0): Shape {
    const shape: Shape = { positions: [], normals: [], uvs: [], indices: [] };
    for (let ring = 0; ring <= rings; ring++) {
        for (let segment = 0; segment <= segments; segment++) {
            const [up, around] = [(ring / rings) * Math.PI, ((segment % segments) / segments) * 2 * Math.PI];
            const pole = ring === 0 || ring === rings ? 0 : Math.sin(up);
            const normal = [pole * Math.cos(around), Math.cos(up), pole * Math.sin(around)];
            const bump = 1 + 0.05 * Math.sin(6 * up + phase) * Math.cos(5 * around) * pole;
            shape.positions.push(...normal.map((value) => value * radius * bump));
            shape.normals.push(...normal);
            shape.uvs.push(segment / segments, ring / rings);
        }
    }
    const at = (ring: number, segment: number) => ring * (segments + 1) + segment;
    for (let ring = 0; ring < rings; ring++) {
        for (let segment = 0; segment < segments; segment++) {
            const [a, b] = [at(ring, segment), at(ring, segment + 1)];
            const [c, d] = [at(ring + 1, segment), at(ring + 1, segment + 1)];
            if (ring > 0) shape.indices.push(a, b, c);
            if (ring < rings - 1) shape.indices.push(b, d, c);
        }
    }
    return shape;
}

/** A primitive of a shape, with normals and picture places. */
export function addShape(document: Document, shape: Shape): Primitive {
    return document
        .createPrimitive()
        .setAttribute("POSITION", accessor(document, "VEC3", new Float32Array(shape.positions)))
        .setAttribute("NORMAL", accessor(document, "VEC3", new Float32Array(shape.normals)))
        .setAttribute("TEXCOORD_0", accessor(document, "VEC2", new Float32Array(shape.uvs)))
        .setIndices(accessor(document, "SCALAR", new Uint16Array(shape.indices)));
}

/** A mesh of one primitive for each shape. */
export function addShapes(document: Document, ...shapes: Shape[]): Mesh {
    const mesh = document.createMesh("shapes");
    for (const shape of shapes) mesh.addPrimitive(addShape(document, shape).setMaterial(document.createMaterial()));
    return mesh;
}

/** A file with one ball of 4,800 triangles or so. */
export function ballGlb(rings = 41, segments = 60): Promise<Uint8Array> {
    return buildGlb((document, add) =>
        add(document.createNode("ball").setMesh(addShapes(document, ball(rings, segments)))),
    );
}
