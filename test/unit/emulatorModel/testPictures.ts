import sharp from "sharp";

/** A tall shape in four colours with a flag to the right at its top, on a transparent or a plain ground. */
function drawFlag(ground: string): Buffer {
    return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="240" height="320">
        <rect width="240" height="320" fill="${ground}"/>
        <path d="M60 20 H210 V110 H110 V300 H60 Z" fill="#c03020"/>
        <rect x="150" y="20" width="60" height="90" fill="#2040c0"/>
        <rect x="60" y="200" width="50" height="100" fill="#20a040"/>
        <circle cx="85" cy="140" r="18" fill="#e0d030"/>
    </svg>`);
}

export async function createTransparentPng(): Promise<Uint8Array> {
    return await sharp(drawFlag("transparent")).png().toBuffer();
}

/** A strong green ground, which must not be seen on the model. */
export async function createOpaqueJpeg(): Promise<Uint8Array> {
    return await sharp(drawFlag("#00ff00")).flatten().jpeg({ quality: 92, chromaSubsampling: "4:4:4" }).toBuffer();
}

/** The same picture stored lying on its side, with the EXIF note that turns it upright. */
export async function createTurnedJpeg(): Promise<Uint8Array> {
    const lying = await sharp(drawFlag("#ffffff")).flatten().rotate(-90).toBuffer();
    return await sharp(lying).withMetadata({ orientation: 6 }).jpeg().toBuffer();
}
