import { Image, makeStyles, tokens } from "@fluentui/react-components";
import { CubeRegular } from "@fluentui/react-icons";
import { type FunctionComponent, useEffect, useState } from "react";
import type { GenerateService } from "../state/generateService";

const useStyles = makeStyles({
    frame: {
        width: tokens.lineHeightHero700,
        height: tokens.lineHeightHero700,
        flexShrink: 0,
        display: "grid",
        placeItems: "center",
        overflow: "hidden",
        borderRadius: tokens.borderRadiusSmall,
        backgroundColor: tokens.colorNeutralBackground3,
        color: tokens.colorNeutralForeground3,
    },
    picture: { width: "100%", height: "100%", objectFit: "contain" },
});

export interface GenerationThumbnailProps {
    /** The content hash of the source image; undefined when this browser has none. */
    hash: string | undefined;
    service: GenerateService;
}

/** The source image, small, in a frame that is there before the picture is. */
export const GenerationThumbnail: FunctionComponent<GenerationThumbnailProps> = ({ hash, service }) => {
    const classes = useStyles();
    const [url, setUrl] = useState<string>();
    useEffect(() => {
        let isShown = true;
        if (hash !== undefined) {
            void service.thumbnailOf(hash).then((found) => isShown && setUrl(found));
        }
        return () => {
            isShown = false;
        };
    }, [hash, service]);
    return (
        <div className={classes.frame}>
            {url === undefined ? <CubeRegular /> : <Image className={classes.picture} src={url} alt="" />}
        </div>
    );
};
