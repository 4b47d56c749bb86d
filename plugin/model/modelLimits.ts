/**
 * What one imported file may ask of a page. A generated model reaches two million triangles and three 4096-pixel
 * textures; these leave room above that and stop what would freeze or crash a tab.
 */
export const modelLimits = {
    /** Bytes of the whole file. */
    fileSize: 512 * 1024 ** 2,
    /** Bytes of the JSON part. */
    jsonSize: 64 * 1024 ** 2,
    /** Values in the JSON part, each of which costs a hundred bytes or more once parsed. */
    jsonValues: 1_000_000,
    /** Lists and objects in one another. */
    jsonDepth: 100,
    /** Keys of one object. */
    jsonKeys: 1_000,
    /** Babylon.js takes a tenth of a millisecond and 5 kB for each. */
    nodes: 10_000,
    /** Levels of nodes in nodes; Babylon.js recurses, and 5,000 overflow its stack. */
    nodeDepth: 500,
    triangles: 20_000_000,
    /** Points drawn, those of every instance and node again: each is measured, before loading and after. */
    vertices: 12_000_000,
    /** Corners of triangles, ends of lines and points, as the files' index lists count them. */
    corners: 60_000_000,
    /** Copies that instancing makes, for each primitive copied. */
    instances: 50_000,
    /** Points that shape keys move, counted for each key and each detail (place, normal, tangent). */
    morphPoints: 8_000_000,
    /** Primitives; Babylon.js takes half a millisecond for each. */
    drawCalls: 2_000,
    /** Bones of all skins together. Babylon.js compares each with all others of its skin. */
    joints: 4_000,
    /** Moments of all animations together. */
    animationKeys: 1_000_000,
    /** Places in materials that show a picture; Babylon.js makes an object for each. */
    textureUses: 5_000,
    /** Above this a frame rate suffers on ordinary hardware; it is only said. */
    comfortableTriangles: 500_000,
    comfortableDrawCalls: 500,
    /** Elements of one accessor. */
    accessorCount: 60_000_000,
    /** Bytes that accessors may allocate without any data in the file behind them. */
    emptyAccessorBytes: 64 * 1024 ** 2,
    /** Bytes that all accessors together read; a file can have thousands read the same ones. */
    accessorBytes: 1024 ** 3,
    /** Bytes that compressed buffer views may claim to unpack to. */
    unpackedBytes: 1024 ** 3,
    /** Pixels a side. */
    textureSide: 16_384,
    /** Pixels of all pictures together; four bytes each once decoded, so 1 GiB. */
    texturePixels: 2 ** 28,
    /** Units from the origin. Beyond it 32-bit coordinates are meaningless. */
    coordinate: 1e9,
} as const;
