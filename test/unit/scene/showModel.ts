import { accessor, addBox, buildGlb, oddBox, pngHeader } from "../support/buildGlb";

/** A GLB with a picture on it, a skin, a morph target, two nodes of one mesh, and animations of all that moves. */
export function showGlb(): Promise<Uint8Array> {
    return buildGlb((document, add) => {
        const image = document.createTexture("paint").setImage(pngHeader(4, 4)).setMimeType("image/png");
        const paint = document.createMaterial("paint").setBaseColorTexture(image);
        const painted = () => {
            const mesh = addBox(document, oddBox);
            for (const primitive of mesh.listPrimitives()) primitive.setMaterial(paint);
            return mesh;
        };
        const shared = painted();
        const box = document.createNode("box").setMesh(shared);
        add(box);
        add(document.createNode("twin").setMesh(shared).setTranslation([8, 0, 0]));

        const skinned = painted();
        for (const primitive of skinned.listPrimitives()) {
            const weights = new Float32Array(8 * 4).map((_, at) => (at % 4 === 0 ? 1 : 0));
            primitive.setAttribute("JOINTS_0", accessor(document, "VEC4", new Uint16Array(8 * 4)));
            primitive.setAttribute("WEIGHTS_0", accessor(document, "VEC4", weights));
        }
        const joint = document.createNode("joint").setTranslation([0, 1, 0]);
        add(joint);
        add(document.createNode("skinned").setMesh(skinned).setSkin(document.createSkin().addJoint(joint)));

        const face = painted().setWeights([0]);
        const lifted = accessor(
            document,
            "VEC3",
            new Float32Array(24).map((_, at) => (at % 3 === 1 ? 2 : 0)),
        );
        for (const primitive of face.listPrimitives()) {
            primitive.addTarget(document.createPrimitiveTarget().setAttribute("POSITION", lifted));
        }
        const talking = document.createNode("face").setMesh(face).setTranslation([0, 0, 9]);
        add(talking);

        const times = accessor(document, "SCALAR", new Float32Array([0, 1]));
        const moves = accessor(document, "VEC3", new Float32Array([0, 0, 0, 0, 9, 0]));
        const animate = (node: typeof box, path: "translation" | "weights", output: typeof moves) => {
            const sampler = document.createAnimationSampler().setInput(times).setOutput(output);
            const channel = document.createAnimationChannel().setSampler(sampler);
            const animation = document.createAnimation(`${path} of ${node.getName()}`).addSampler(sampler);
            animation.addChannel(channel.setTargetNode(node).setTargetPath(path));
        };
        animate(box, "translation", moves);
        animate(joint, "translation", moves);
        animate(talking, "weights", accessor(document, "SCALAR", new Float32Array([0, 1])));
    });
}
