import * as three from "three";
import { MeshoptDecoder } from "three/examples/jsm/libs/meshopt_decoder.module.js";
import { DRACOLoader } from "three/examples/jsm/loaders/DRACOLoader.js";
import { GLTFLoader } from "three/examples/jsm/loaders/GLTFLoader.js";
import { view, type World } from "./world";

/** A world of three.js, brought into with its own loader. */
export function createThreeWorld(canvas: HTMLCanvasElement): World {
    const renderer = new three.WebGLRenderer({ canvas, antialias: true });
    renderer.setSize(canvas.width, canvas.height, false);
    const gl = renderer.getContext();
    if (!(gl instanceof WebGL2RenderingContext)) {
        throw new Error("This browser has no WebGL 2.");
    }
    const scene = new three.Scene();
    const camera = new three.PerspectiveCamera(three.MathUtils.radToDeg(view.angle), 4 / 3, 0.05, 100);
    addSurroundings(scene);
    const loader = createLoader();
    const parts = new Set<three.Mesh>();
    const drawn = new Set<three.Mesh>();
    let brought: three.Object3D | undefined;
    return {
        gl,
        draw: ({ before, after }) =>
            renderer.setAnimationLoop(() => {
                before();
                renderer.render(scene, camera);
                after();
            }),
        lookAt: ({ centre: [x, y, z], length }) => {
            const distance = view.distance * length;
            const [out, up] = [Math.cos(view.height) * distance, Math.sin(view.height) * distance];
            camera.position.set(x, y + up, z - out);
            camera.lookAt(x, y, z);
        },
        bring: async ({ bytes }) => {
            const { scene: model } = await loader.parseAsync(bytes.buffer, "");
            model.traverse((part) => {
                if (part instanceof three.Mesh) {
                    parts.add(part);
                    part.onAfterRender = () => drawn.add(part);
                }
            });
            brought = model;
            scene.add(model);
        },
        isDrawn: () => drawn.size > 0,
        // It loads everything first, and sends it to the GPU with the first drawing.
        isReady: () => true,
        clear: () => {
            brought?.removeFromParent();
            for (const part of parts) {
                disposePart(part);
            }
            parts.clear();
            drawn.clear();
        },
    };
}

/** With its textures and, like Babylon.js, its program. */
function disposePart({ geometry, material }: three.Mesh): void {
    geometry.dispose();
    for (const each of [material].flat()) {
        for (const value of Object.values(each)) {
            if (value instanceof three.Texture) {
                value.dispose();
            }
        }
        each.dispose();
    }
}

/** With its decoders from this server. */
function createLoader(): GLTFLoader {
    const draco = new DRACOLoader().setDecoderPath("/draco/");
    return new GLTFLoader().setDRACOLoader(draco).setMeshoptDecoder(MeshoptDecoder);
}

/** As in the world of Babylon.js. */
function addSurroundings(scene: three.Scene): void {
    scene.background = new three.Color(0.58, 0.68, 0.78);
    scene.add(new three.HemisphereLight(0xffffff, 0x000000, 0.6));
    const sun = new three.DirectionalLight(0xffffff, 1);
    sun.position.set(0.6, 1, -0.8);
    scene.add(sun);
    const material = new three.MeshPhongMaterial({ color: new three.Color(0.5, 0.45, 0.4) });
    const ground = new three.Mesh(new three.PlaneGeometry(20, 20), material);
    ground.rotation.x = -Math.PI / 2;
    ground.position.y = -1;
    scene.add(ground);
    for (const x of [-1.2, 1.2]) {
        const crate = new three.Mesh(new three.BoxGeometry(0.5, 0.5, 0.5), material);
        crate.position.set(x, -0.75, 1);
        scene.add(crate);
    }
}
