import type { Material } from "@gltf-transform/core";
import {
    EXTMeshGPUInstancing,
    EXTTextureAVIF,
    EXTTextureWebP,
    KHRLightsPunctual,
    KHRMaterialsAnisotropy,
    KHRMaterialsClearcoat,
    KHRMaterialsDiffuseTransmission,
    KHRMaterialsDispersion,
    KHRMaterialsEmissiveStrength,
    KHRMaterialsIOR,
    KHRMaterialsIridescence,
    KHRMaterialsPBRSpecularGlossiness,
    KHRMaterialsSheen,
    KHRMaterialsSpecular,
    KHRMaterialsTransmission,
    KHRMaterialsUnlit,
    KHRMaterialsVariants,
    KHRMaterialsVolume,
    KHRNodeVisibility,
    KHRTextureTransform,
    KHRXMP,
} from "@gltf-transform/extensions";
import { buildModel, type ModelBuilder, picture } from "./modelBuilder";

/** Shows the hill with its material changed. */
const painted = (change: (builder: ModelBuilder, material: Material) => void) => () =>
    buildModel((builder) => {
        const mesh = builder.hill();
        for (const material of builder.document.getRoot().listMaterials()) change(builder, material);
        builder.show(mesh);
    });

/** One model for each extension of materials, pictures and nodes that is taken. */
export const validMaterials: Record<string, () => Promise<Uint8Array>> = {
    unlit: painted(({ document }, material) => {
        material.setExtension("KHR_materials_unlit", document.createExtension(KHRMaterialsUnlit).createUnlit());
    }),
    transmission: painted(({ document }, material) => {
        material.setMetallicFactor(0); // light does not go through metal
        const transmission = document.createExtension(KHRMaterialsTransmission).createTransmission();
        material.setExtension("KHR_materials_transmission", transmission.setTransmissionFactor(0.8));
        const volume = document.createExtension(KHRMaterialsVolume).createVolume().setThicknessFactor(0.2);
        material.setExtension("KHR_materials_volume", volume);
        const dispersion = document.createExtension(KHRMaterialsDispersion).createDispersion().setDispersion(0.1);
        material.setExtension("KHR_materials_dispersion", dispersion);
        material.setExtension("KHR_materials_ior", document.createExtension(KHRMaterialsIOR).createIOR().setIOR(1.4));
    }),
    sheen: painted(({ document }, material) => {
        const sheen = document.createExtension(KHRMaterialsSheen).createSheen().setSheenColorFactor([1, 0, 0]);
        material.setExtension("KHR_materials_sheen", sheen.setSheenRoughnessTexture(material.getBaseColorTexture()));
    }),
    clearcoat: painted(({ document }, material) => {
        const coat = document.createExtension(KHRMaterialsClearcoat).createClearcoat().setClearcoatFactor(1);
        material.setExtension("KHR_materials_clearcoat", coat.setClearcoatTexture(material.getBaseColorTexture()));
    }),
    iridescence: painted(({ document }, material) => {
        const iridescence = document.createExtension(KHRMaterialsIridescence).createIridescence();
        material.setExtension("KHR_materials_iridescence", iridescence.setIridescenceFactor(0.5));
    }),
    anisotropy: painted(({ document }, material) => {
        const anisotropy = document.createExtension(KHRMaterialsAnisotropy).createAnisotropy();
        material.setExtension("KHR_materials_anisotropy", anisotropy.setAnisotropyStrength(0.5));
    }),
    specular: painted(({ document }, material) => {
        const specular = document.createExtension(KHRMaterialsSpecular).createSpecular().setSpecularFactor(0.5);
        material.setExtension("KHR_materials_specular", specular);
    }),
    "diffuse transmission": painted(({ document }, material) => {
        material.setMetallicFactor(0);
        const diffuse = document.createExtension(KHRMaterialsDiffuseTransmission).createDiffuseTransmission();
        material.setExtension("KHR_materials_diffuse_transmission", diffuse.setDiffuseTransmissionFactor(0.5));
    }),
    "emissive strength": painted(({ document }, material) => {
        const strength = document.createExtension(KHRMaterialsEmissiveStrength).createEmissiveStrength();
        material.setExtension("KHR_materials_emissive_strength", strength.setEmissiveStrength(5));
    }),
    "specular glossiness": painted(({ document }, material) => {
        const glossiness = document.createExtension(KHRMaterialsPBRSpecularGlossiness).createPBRSpecularGlossiness();
        material.setExtension("KHR_materials_pbrSpecularGlossiness", glossiness.setGlossinessFactor(0.3));
    }),
    "texture transform": painted(({ document }, material) => {
        const transform = document.createExtension(KHRTextureTransform).createTransform().setScale([2, 2]);
        material.getBaseColorTextureInfo()?.setExtension("KHR_texture_transform", transform);
    }),
    "all textures": painted((_, material) => {
        const texture = material.getBaseColorTexture();
        material.setNormalTexture(texture).setOcclusionTexture(texture);
        material.setEmissiveTexture(texture).setMetallicRoughnessTexture(texture);
    }),
    variants: () =>
        buildModel(({ document, hill, show, paint }) => {
            const variants = document.createExtension(KHRMaterialsVariants);
            const mapping = variants.createMapping().addVariant(variants.createVariant("other")).setMaterial(paint());
            const mesh = hill();
            for (const primitive of mesh.listPrimitives()) {
                primitive.setExtension("KHR_materials_variants", variants.createMappingList().addMapping(mapping));
            }
            show(mesh);
        }),
    instances: () =>
        buildModel(({ document, hill, show, accessor }) => {
            const places = accessor("VEC3", new Float32Array([0, 0, 0, 2, 0, 0]));
            const copies = document.createExtension(EXTMeshGPUInstancing).createInstancedMesh();
            show(hill()).setExtension("EXT_mesh_gpu_instancing", copies.setAttribute("TRANSLATION", places));
        }),
    extras: () =>
        buildModel(({ document, hill, show }) => {
            const lights = document.createExtension(KHRLightsPunctual);
            const camera = document.createCamera("eye").setType("perspective").setYFov(1).setZNear(0.1);
            const node = show(hill()).setCamera(camera);
            node.setExtension("KHR_lights_punctual", lights.createLight("lamp").setType("point"));
        }),
    visibility: () =>
        buildModel(({ document, hill, show }) => {
            const visibility = document.createExtension(KHRNodeVisibility).createVisibility().setVisible(true);
            show(hill()).setExtension("KHR_node_visibility", visibility);
        }),
    metadata: () =>
        buildModel(({ document, hill, show }) => {
            const xmp = document.createExtension(KHRXMP);
            const packet = xmp.createPacket().setContext({ dc: "http://purl.org/dc/elements/1.1/" });
            document.getRoot().setExtension("KHR_xmp_json_ld", packet.setProperty("dc:title", "Hill"));
            show(hill());
        }),
    jpeg: withPicture("jpeg"),
    webp: withPicture("webp"),
    avif: withPicture("avif"),
};

const pictureExtensions = { webp: EXTTextureWebP, avif: EXTTextureAVIF };

function withPicture(format: "jpeg" | "webp" | "avif"): () => Promise<Uint8Array> {
    return async () => {
        const image = await picture(format);
        return painted(({ document }, material) => {
            if (format !== "jpeg") {
                document.createExtension<EXTTextureWebP | EXTTextureAVIF>(pictureExtensions[format]).setRequired(true);
            }
            material.getBaseColorTexture()?.setImage(image).setMimeType(`image/${format}`);
        })();
    };
}
