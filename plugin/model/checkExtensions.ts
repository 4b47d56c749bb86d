import type { Gltf } from "./gltfSchema";
import { type ModelIssue, modelError, modelWarning } from "./modelReport";

/** Extensions that Babylon.js 9 loads and that can neither run logic, play sound nor change the rest of the scene. */
const understood: ReadonlySet<string> = new Set([
    "EXT_mesh_gpu_instancing",
    "EXT_meshopt_compression",
    "EXT_texture_avif",
    "EXT_texture_webp",
    "KHR_animation_pointer",
    "KHR_draco_mesh_compression",
    "KHR_lights_punctual",
    "KHR_materials_anisotropy",
    "KHR_materials_clearcoat",
    "KHR_materials_coat",
    "KHR_materials_diffuse_roughness",
    "KHR_materials_diffuse_transmission",
    "KHR_materials_dispersion",
    "KHR_materials_emissive_strength",
    "KHR_materials_fuzz",
    "KHR_materials_ior",
    "KHR_materials_iridescence",
    "KHR_materials_pbrSpecularGlossiness",
    "KHR_materials_sheen",
    "KHR_materials_specular",
    "KHR_materials_transmission",
    "KHR_materials_unlit",
    "KHR_materials_variants",
    "KHR_materials_volume",
    "KHR_materials_volume_scatter",
    "KHR_mesh_quantization",
    "KHR_node_visibility",
    "KHR_texture_basisu",
    "KHR_texture_transform",
    "KHR_xmp_json_ld",
    "MSFT_sRGBFactors",
]);

/** True for an extension of glTF that a file may use here. */
export function isUnderstood(extension: string): boolean {
    return understood.has(extension);
}

/** Checks that nothing the file insists on is unknown, and names what needs a decoder. */
export function checkExtensions(gltf: Gltf): ModelIssue[] {
    const { extensionsRequired, extensionsUsed } = gltf;
    const missing = extensionsRequired.filter((name) => !understood.has(name)).slice(0, 5);
    const issues = missing.map((name) =>
        modelError("unknown-extension", `The model needs "${shorten(name)}", which cannot be loaded here.`, plainGlb),
    );
    if (missing.length === 0 && extensionsRequired.some((name) => !extensionsUsed.includes(name))) {
        issues.push(modelError("unused-extension", "The model file is damaged: it needs extensions it does not use."));
    }
    if (extensionsUsed.includes("KHR_texture_basisu")) {
        issues.push(
            modelWarning("needs-decoder", "The textures are KTX2, which needs a decoder that the page serves."),
        );
    }
    return issues;
}

const plainGlb = "Export the model as plain GLB of glTF 2.0, without this extension.";

/** A name may be megabytes long. */
function shorten(name: string): string {
    return name.length > 60 ? `${name.slice(0, 60)}…` : name;
}
