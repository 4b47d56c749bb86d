import { Constants } from "@babylonjs/core/Engines/constants.js";
import type { MaterialDefines } from "@babylonjs/core/Materials/materialDefines.js";
import { MaterialPluginBase } from "@babylonjs/core/Materials/materialPluginBase.js";
import { ShaderLanguage } from "@babylonjs/core/Materials/shaderLanguage.js";
import { StandardMaterial } from "@babylonjs/core/Materials/standardMaterial.js";
import { RawTexture } from "@babylonjs/core/Materials/Textures/rawTexture.js";
import type { UniformBuffer } from "@babylonjs/core/Materials/uniformBuffer.js";
import type { Scene } from "@babylonjs/core/scene.js";
import type { PixelImage } from "../standIn/pixelImage";
import { standInShader } from "./standInShader";

/** What a stand-in looks like at a moment. Numbers from 0 to 1 unless they say otherwise. */
export interface StandInLook {
    /** How far up the picture is filled in. */
    fill: number;
    /** How far up the scan line is; outside of 0 to 1 it is not seen. */
    scan: number;
    /** How strongly the hatching and the bands show. */
    hatch: number;
    bands: number;
    /** The ghost's colour, and how opaque it is. */
    tint: readonly [red: number, green: number, blue: number, alpha: number];
}

/** The material of a stand-in. Whoever made it disposes it, and its texture with it. */
export interface StandInMaterial {
    material: StandardMaterial;
    /** Changed in place; the next frame shows it. */
    look: StandInLook;
}

/** Where the base of the shape is, and how high it is, in its own units. */
export interface StandInRange {
    base: number;
    height: number;
}

/**
 * Makes a material that shows a picture as a ghost of one colour, filled in up to a height. It needs no light and no
 * environment, casts no shadow unless translucent things do in that scene, does not glow, and is not saved.
 */
export function createStandInMaterial(
    name: string,
    picture: PixelImage,
    range: StandInRange,
    scene: Scene,
): StandInMaterial {
    const material = new StandardMaterial(name, scene);
    const texture = RawTexture.CreateRGBATexture(
        picture.data,
        picture.width,
        picture.height,
        scene,
        true,
        false,
        Constants.TEXTURE_TRILINEAR_SAMPLINGMODE,
    );
    texture.name = name;
    material.diffuseTexture = texture;
    material.disableLighting = true;
    material.transparencyMode = StandardMaterial.MATERIAL_ALPHABLEND;
    // So that legs do not shine through legs. A depth pre-pass would do it for every view, but costs a second shader, and
    // Babylon.js prepares both anew in every frame.
    material.forceDepthWrite = true;
    material.doNotSerialize = true;
    const look: StandInLook = { fill: 0, scan: -1, hatch: 0, bands: 0, tint: [1, 1, 1, 0.5] };
    new StandInPlugin(material, look, range);
    return { material, look };
}

class StandInPlugin extends MaterialPluginBase {
    readonly #look: StandInLook;
    readonly #range: StandInRange;

    constructor(material: StandardMaterial, look: StandInLook, range: StandInRange) {
        super(material, "StandIn", 200, undefined);
        this.#look = look;
        this.#range = range;
        this.doNotSerialize = true;
        // Before it is enabled, or the binding of every draw is not called.
        this.registerForExtraEvents = true;
        this._enable(true);
    }

    override getClassName(): string {
        return "StandInPlugin";
    }

    override isCompatible(): boolean {
        return true;
    }

    override prepareDefinesBeforeAttributes(defines: MaterialDefines): void {
        // Without lights the standard material would leave the normals out.
        defines._needNormals = true;
    }

    override getUniforms() {
        const uniforms = [
            { name: "standInLook", size: 4, type: "vec4" },
            { name: "standInTint", size: 4, type: "vec4" },
            { name: "standInRange", size: 2, type: "vec2" },
        ];
        return { ubo: uniforms, fragment: uniforms.map(({ type, name }) => `uniform ${type} ${name};`).join("\n") };
    }

    override hardBindForSubMesh(uniforms: UniformBuffer): void {
        const { fill, scan, hatch, bands, tint } = this.#look;
        uniforms.updateFloat4("standInLook", fill, scan, hatch, bands);
        uniforms.updateFloat4("standInTint", tint[0], tint[1], tint[2], tint[3]);
        uniforms.updateFloat2("standInRange", this.#range.base, this.#range.height);
    }

    override getCustomCode(shaderType: string, language = ShaderLanguage.GLSL) {
        const code = language === ShaderLanguage.WGSL ? standInShader.wgsl : standInShader.glsl;
        return shaderType === "vertex" ? code.vertex : code.fragment;
    }
}
