import { existsSync, readFileSync } from "node:fs";
import { VertexBuffer } from "@babylonjs/core/Buffers/buffer";
import { PBRMaterial } from "@babylonjs/core/Materials/PBR/pbrMaterial";
import { Mesh } from "@babylonjs/core/Meshes/mesh";
import { TransformNode } from "@babylonjs/core/Meshes/transformNode";
import { describe, expect, it } from "vitest";
import { importModel } from "../../../plugin/scene/importModel";
import type { ImportStep } from "../../../plugin/scene/importOptions";
import { readProvenance } from "../../../plugin/scene/provenance";
import { accessor, addBox, alterGlb, boxGlb, buildGlb, oddBox, pngHeader } from "../support/buildGlb";
import { contentsOf, emptyScene, levelScene, never } from "./testScene";

describe.each([
    ["left-handed", false],
    ["right-handed", true],
])("importModel in a %s scene", (_, rightHanded) => {
    it("leaves the file's root unturned and puts the placement on the wrapper alone", async () => {
        const scene = levelScene(rightHanded);
        const { wrapper, root } = await importModel(await boxGlb(), {
            ...{ scene, delay: never, name: "Chair" },
            placement: { position: { x: 1, y: 2, z: 3 }, size: { mode: "height", metres: 6 } },
        });
        expect(wrapper.name).toBe("Chair");
        expect(wrapper.position.asArray()).toEqual([1, 2, 3]);
        expect(wrapper.scaling.asArray()).toEqual([2, 2, 2]);
        expect(wrapper.parent).toBeNull();
        expect(root.parent).toBe(wrapper);
        expect(root.scaling.asArray()).toEqual(rightHanded ? [1, 1, 1] : [1, 1, -1]);
        expect(root.rotationQuaternion?.asArray() ?? [0, 0, 0, 1]).toEqual(rightHanded ? [0, 0, 0, 1] : [0, 1, 0, 0]);
    });

    it("takes everything away again and leaves the scene as it was", async () => {
        const scene = levelScene(rightHanded);
        const before = contentsOf(scene);
        const model = await importModel(await boxGlb(oddBox, pngHeader(4, 4)), { scene, delay: never });
        expect(contentsOf(scene)).not.toEqual(before);
        model.dispose();
        model.dispose();
        expect(contentsOf(scene)).toEqual(before);
    });

    it("measures several parts under several nodes as one model", async () => {
        const glb = await buildGlb((document, add) => {
            const group = document.createNode("group").setScale([2, 2, 2]);
            add(group);
            group.addChild(document.createNode("seat").setMesh(addBox(document, { min: [0, 1, 0], max: [1, 2, 1] })));
            add(document.createNode("leg").setMesh(addBox(document, { min: [-3, -1, 0], max: [-2, 0, 1] })));
        });
        const facing = { mode: "file" } as const;
        const { size, bounds } = await importModel(glb, {
            scene: levelScene(rightHanded),
            delay: never,
            placement: { facing },
        });
        expect(size).toEqual({ x: 5, y: 5, z: 2 });
        expect(bounds).toEqual({ min: { x: -2.5, y: 0, z: -1 }, max: { x: 2.5, y: 5, z: 1 } });
    });

    it("measures a skinned model where its joints put it", async () => {
        const size = { mode: "height", metres: 1 } as const;
        const { wrapper, bounds } = await importModel(await skinnedGlb(), {
            ...{ scene: levelScene(rightHanded), delay: never, placement: { size } },
        });
        expect(bounds.max.y).toBeCloseTo(2, 6);
        expect(wrapper.scaling.y).toBeCloseTo(0.5, 6);
    });

    it("does not believe the bounds a file declares", async () => {
        const far = [1e9, 1e9, 1e9];
        const lying = alterGlb(
            await boxGlb(),
            [["accessors", 0, "min"], far.map((value) => -value)],
            [["accessors", 0, "max"], far],
        );
        const { size, wrapper } = await importModel(lying, {
            ...{ scene: levelScene(rightHanded), delay: never, placement: { facing: { mode: "file" } } },
        });
        expect(size).toEqual({ x: 4, y: 3, z: 5 });
        const { min, max } = wrapper.getHierarchyBoundingVectors();
        expect(max.subtract(min).asArray()).toEqual([4, 3, 5]);
    });
});

describe("importModel", () => {
    it("tells its steps in order", async () => {
        const steps: ImportStep[] = [];
        await importModel(await boxGlb(), {
            scene: levelScene(),
            delay: never,
            onProgress: (step) => steps.push(step),
        });
        expect(steps).toEqual(["check", "load", "compile", "add"]);
    });

    it("hands back the report of the file", async () => {
        const { report } = await importModel(await boxGlb(), { scene: levelScene(), delay: never });
        expect(report).toMatchObject({ valid: true, triangles: 12, bounds: oddBox });
    });

    it("keeps the caller's metadata on the wrapper", async () => {
        const metadata = { jobId: "job_1" };
        const { wrapper } = await importModel(await boxGlb(), { scene: levelScene(), delay: never, metadata });
        expect(readProvenance(wrapper)).toMatchObject({ jobId: "job_1", front: "+X", unitsPerMetre: 1 });
    });

    it("works in a scene without a camera", async () => {
        const scene = emptyScene();
        const { wrapper } = await importModel(await boxGlb(), { scene, delay: never });
        expect(wrapper.position.asArray()).toEqual([0, 0, 0]);
        expect(scene.activeCamera ?? null).toBeNull();
    });

    it("takes over no light, no camera and no running animation", async () => {
        const scene = levelScene();
        const before = contentsOf(scene);
        await importModel(await showGlb(), { scene, delay: never });
        expect(contentsOf(scene)).toMatchObject({ lights: 0, cameras: 1, camera: "camera", animationGroups: 1 });
        expect(before).toMatchObject({ lights: 0, cameras: 1, camera: "camera", animationGroups: 0 });
        expect(scene.animationGroups.every((group) => !group.isStarted)).toBe(true);
    });

    it("takes over the lights and the camera when asked to, and takes them away again", async () => {
        const scene = levelScene();
        const before = contentsOf(scene);
        const keep = { lights: true, cameras: true };
        const model = await importModel(await showGlb(), { scene, delay: never, keep });
        expect(contentsOf(scene)).toMatchObject({ lights: 2, cameras: 2, camera: "camera" });
        model.dispose();
        expect(contentsOf(scene)).toEqual(before);
    });

    it("takes over what was asked for and nothing else", async () => {
        const scene = levelScene();
        await importModel(await showGlb(), { scene, delay: never, keep: { lights: true } });
        expect(contentsOf(scene)).toMatchObject({ lights: 2, cameras: 1 });
    });

    it("draws a part plainly whose material is not in the file", async () => {
        const glb = alterGlb(await boxGlb(), [["meshes", 0, "primitives", 0, "material"], 7]);
        const { root, report } = await importModel(glb, { scene: levelScene(), delay: never });
        const [mesh] = root.getChildMeshes().filter((one) => one.getTotalVertices() > 0);
        expect(mesh?.material).toBeInstanceOf(PBRMaterial);
        expect(report.issues.map(({ code }) => code)).toContain("missing-material");
    });

    it("leaves out normals that are no numbers", async () => {
        const glb = await buildGlb((document, add) => {
            const mesh = addBox(document, oddBox);
            const normals = new Float32Array(24).fill(Number.NaN);
            for (const one of mesh.listPrimitives()) one.setAttribute("NORMAL", accessor(document, "VEC3", normals));
            add(document.createNode().setMesh(mesh));
        });
        const { root, report } = await importModel(glb, { scene: levelScene(), delay: never });
        const [mesh] = root.getChildMeshes().filter((one) => one.getTotalVertices() > 0);
        // An engine without derivatives makes its own.
        expect(mesh?.getVerticesData(VertexBuffer.NormalKind)?.every(Number.isFinite) ?? true).toBe(true);
        expect(report.issues.map(({ code }) => code)).toContain("bad-details");
    });

    it("does not make a file's camera the view of a scene without one", async () => {
        const scene = emptyScene();
        await importModel(await showGlb(), { scene, delay: never });
        expect(scene.activeCamera ?? null).toBeNull();
        expect(scene.cameras).toEqual([]);
    });

    it("leaves the scene's environment alone", async () => {
        const light = { intensity: 1, specularImageSize: 1, specularImages: [[0, 0, 0, 0, 0, 0]] };
        const glb = alterGlb(
            await boxGlb(oddBox, pngHeader(1, 1)),
            [["extensionsUsed"], ["EXT_lights_image_based"]],
            [["extensions"], { EXT_lights_image_based: { lights: [light] } }],
            [["scenes", 0, "extensions"], { EXT_lights_image_based: { light: 0 } }],
        );
        const scene = levelScene();
        await importModel(glb, { scene, delay: never });
        expect(scene.environmentTexture).toBeNull();
    });

    it("measures instances where they are", async () => {
        const glb = await buildGlb((document, add) => {
            add(document.createNode().setMesh(addBox(document, { min: [0, 0, 0], max: [1, 1, 1] })));
            addAccessorHolder(document, add);
        });
        const repeated = alterGlb(
            glb,
            [["nodes", 0, "extensions"], { EXT_mesh_gpu_instancing: { attributes: { TRANSLATION: 2 } } }],
            [["extensionsUsed"], ["EXT_mesh_gpu_instancing"]],
        );
        const facing = { mode: "file" } as const;
        const { size, report } = await importModel(repeated, {
            scene: levelScene(),
            delay: never,
            placement: { facing },
        });
        expect(size).toEqual({ x: 11, y: 1, z: 1 });
        expect(report.triangles).toBe(3 * 12 + 1);
    });

    it("takes a mesh that several nodes share", async () => {
        const scene = levelScene();
        const before = contentsOf(scene);
        const glb = await buildGlb((document, add) => {
            const mesh = addBox(document, { min: [0, 0, 0], max: [1, 1, 1] });
            for (const x of [0, 4, 9]) add(document.createNode().setMesh(mesh).setTranslation([x, 0, 0]));
        });
        const model = await importModel(glb, { scene, delay: never, placement: { facing: { mode: "file" } } });
        expect(model.size).toEqual({ x: 10, y: 1, z: 1 });
        model.dispose();
        expect(contentsOf(scene)).toEqual(before);
    });

    it("keeps what the user has put under the model when the model goes", async () => {
        const scene = levelScene();
        const { root, dispose } = await importModel(await boxGlb(), {
            scene,
            delay: never,
            placement: { position: { x: 5, y: 0, z: 0 } },
        });
        const lamp = new TransformNode("lamp", scene);
        lamp.parent = root;
        lamp.computeWorldMatrix(true);
        const place = lamp.absolutePosition.clone();
        dispose();
        expect(lamp.isDisposed()).toBe(false);
        lamp.computeWorldMatrix(true);
        expect(lamp.absolutePosition.subtract(place).length()).toBeCloseTo(0, 9);
    });

    it("takes the materials and textures along when the user deletes the wrapper", async () => {
        const scene = levelScene();
        const before = contentsOf(scene);
        const { wrapper } = await importModel(await boxGlb(oddBox, pngHeader(4, 4)), { scene, delay: never });
        wrapper.dispose();
        expect(contentsOf(scene)).toEqual(before);
    });

    it("leaves a copy of the model its material when the original goes", async () => {
        const scene = levelScene();
        const { wrapper } = await importModel(await boxGlb(oddBox, pngHeader(4, 4)), { scene, delay: never });
        const copy = wrapper.clone("copy", null);
        wrapper.dispose();
        const [mesh] = copy?.getChildMeshes().filter((one) => one.getTotalVertices() > 0) ?? [];
        expect(mesh?.material).toBeInstanceOf(PBRMaterial);
        expect(scene.materials).toContain(mesh?.material);
        expect(mesh?.getVerticesData(VertexBuffer.PositionKind)).toHaveLength(24);
    });

    it("goes with its scene", async () => {
        const scene = levelScene();
        const { dispose } = await importModel(await boxGlb(), { scene, delay: never });
        scene.dispose();
        expect(dispose).not.toThrow();
    });
});

describe("importModel on real generated files", () => {
    const samples = "../shared/samples/models";
    it.skipIf(!existsSync(samples)).each(["tripo-65k-2k-pbr.glb", "rodin-36k-1k-pbr.glb", "trellis-5k-no-normals.glb"])(
        "stands %s on the ground at two metres (skipped without ../shared/samples)",
        async (file) => {
            const scene = levelScene();
            const before = contentsOf(scene);
            const placement = { size: { mode: "height", metres: 2 } } as const;
            const model = await importModel(readFileSync(`${samples}/${file}`), { scene, delay: never, placement });
            const { min, max } = model.wrapper.getHierarchyBoundingVectors();
            expect(max.y - min.y).toBeCloseTo(2, 5);
            expect(min.y).toBeCloseTo(0, 5);
            const drawn = model.root
                .getChildMeshes()
                .filter((mesh) => mesh instanceof Mesh && mesh.getTotalVertices() > 0);
            expect(drawn.every((mesh) => mesh.material instanceof PBRMaterial && mesh.isEnabled())).toBe(true);
            model.dispose();
            expect(contentsOf(scene)).toEqual(before);
        },
    );
});

/** A box bent by one joint that doubles it. */
function skinnedGlb(): Promise<Uint8Array> {
    return buildGlb((document, add) => {
        const mesh = addBox(document, { min: [0, 0, 0], max: [1, 1, 1] });
        const weights = new Float32Array(8 * 4).map((_, at) => (at % 4 === 0 ? 1 : 0));
        for (const primitive of mesh.listPrimitives()) {
            primitive.setAttribute("JOINTS_0", accessor(document, "VEC4", new Uint16Array(8 * 4)));
            primitive.setAttribute("WEIGHTS_0", accessor(document, "VEC4", weights));
        }
        const joint = document.createNode("joint").setScale([2, 2, 2]).setTranslation([0, 5, 0]);
        add(joint);
        add(
            document
                .createNode("skinned")
                .setMesh(mesh)
                .setSkin(document.createSkin().addJoint(joint))
                .setTranslation([9, 9, 9]),
        );
    });
}

/** A box that brings two lights, a camera and an animation. */
async function showGlb(): Promise<Uint8Array> {
    const glb = await buildGlb((document, add) => {
        const node = document.createNode("box").setMesh(addBox(document, oddBox));
        add(node);
        add(
            document
                .createNode("camera")
                .setCamera(document.createCamera().setType("perspective").setYFov(1).setZNear(0.1)),
        );
        const times = accessor(document, "SCALAR", new Float32Array([0, 1]));
        const places = accessor(document, "VEC3", new Float32Array([0, 0, 0, 0, 9, 0]));
        const sampler = document.createAnimationSampler().setInput(times).setOutput(places);
        const channel = document
            .createAnimationChannel()
            .setTargetNode(node)
            .setTargetPath("translation")
            .setSampler(sampler);
        document.createAnimation("hop").addSampler(sampler).addChannel(channel);
    });
    return alterGlb(
        glb,
        [["extensionsUsed"], ["KHR_lights_punctual"]],
        [["extensions"], { KHR_lights_punctual: { lights: [{ type: "point" }, { type: "directional" }] } }],
        [["nodes", 0, "extensions"], { KHR_lights_punctual: { light: 0 } }],
        [["nodes", 1, "extensions"], { KHR_lights_punctual: { light: 1 } }],
    );
}

/** A node whose mesh keeps an accessor of two places, the origin and ten along x, in the file. */
function addAccessorHolder(
    document: Parameters<typeof addBox>[0],
    add: (node: ReturnType<typeof document.createNode>) => void,
): void {
    const places = accessor(document, "VEC3", new Float32Array([0, 0, 0, 10, 0, 0, 0, 0, 0]));
    const primitive = document.createPrimitive().setAttribute("POSITION", places);
    add(document.createNode().setMesh(document.createMesh().addPrimitive(primitive)));
}
