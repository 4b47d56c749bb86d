import { formatName, isMisnamed } from "./imageFormats";
import { advisedSide, type Size, sizeText } from "./imageLimits";
import { type ImageNote, info, warning } from "./imageNote";
import type { PictureFacts } from "./pictureFacts";

/** How a picture became what is sent. */
export interface Preparation {
    name: string;
    mediaType: string;
    facts: PictureFacts;
    /** The size of the whole picture, upright. */
    upright: Size;
    sent: Size & { mediaType: string };
    /** The pixels were drawn anew: upright, in sRGB, with eight bits for each colour. */
    isRedrawn: boolean;
    /** All pixels have about the same colour; not known where nothing is decoded. */
    isFlat?: boolean | undefined;
    /** A drawing lost something that would have shown. */
    isIncomplete?: boolean | undefined;
}

/** A picture that is more than so many times as long as wide shows the model little. */
const narrowRatio = 6;

/** What was done to a picture, and then what is doubtful about it. */
export function sourceNotes(preparation: Preparation): ImageNote[] {
    return [...fileNotes(preparation), ...pixelNotes(preparation), ...doubts(preparation)].filter(
        (note) => note !== false,
    );
}

type PossibleNote = ImageNote | false;

function fileNotes({ name, mediaType, facts, sent }: Preparation): PossibleNote[] {
    const format = formatName(mediaType);
    return [
        isMisnamed(name, mediaType) && info("misnamed", `Read as ${format}, whatever its name says`),
        mediaType !== sent.mediaType &&
            info("format-converted", `Converted from ${format} to ${formatName(sent.mediaType)}`),
        facts.isAnimated && info("first-frame", "Only the first frame of the animation is used"),
        facts.hasLocation && info("location-removed", "Location data removed"),
        facts.hasHiddenData && !facts.hasLocation && info("hidden-data-removed", "Hidden data removed"),
    ];
}

function pixelNotes({ facts, upright, sent, isRedrawn }: Preparation): PossibleNote[] {
    const { orientation, colours, storage } = facts;
    if (!isRedrawn) {
        return [];
    }
    return [
        orientation !== 1 && info("turned", "Turned upright"),
        colours !== undefined && info("colours-converted", `Colours converted from ${colours} to sRGB`),
        storage === "16 bits" && info("depth-reduced", "Reduced from 16 to 8 bits for each colour"),
        storage === "palette" && info("palette-expanded", "Palette expanded to full colours"),
        sizeText(upright) !== sizeText(sent) && info("scaled", `Scaled from ${sizeText(upright)} to ${sizeText(sent)}`),
    ];
}

function doubts({ facts, sent, isRedrawn, isFlat, isIncomplete }: Preparation): PossibleNote[] {
    const { width, height } = sent;
    const [shorter, longer] = width < height ? [width, height] : [height, width];
    const direction = shorter === width ? "wide" : "high";
    return [
        isIncomplete === true && warning("incomplete", "Left out what is not in the file or not safe to draw"),
        isFlat === true && warning("blank", "One flat colour: there is nothing to make a model of"),
        shorter < advisedSide && warning("small", `Only ${shorter} pixels ${direction}: details will be missing`),
        longer > narrowRatio * shorter &&
            warning("narrow", `Very long and narrow (${Math.round(longer / shorter)} : 1): little of it can be seen`),
        !isRedrawn &&
            facts.colours !== undefined &&
            warning("colours-kept", `Colours are in ${facts.colours}; only browsers convert them to sRGB`),
    ];
}
