import { Image, Input, makeStyles, mergeClasses, Spinner, Text, tokens } from "@fluentui/react-components";
import { DismissRegular, ImageAddRegular } from "@fluentui/react-icons";
import { type FunctionComponent, useRef, useState } from "react";
import type { GenerateService } from "../state/generateService";
import type { Picture } from "../state/paneState";
import { ErrorNotice } from "./errorNotice";
import { formatBytes } from "./formatBytes";
import { Button } from "./inspectorHost";
import { PictureNotes } from "./pictureNotes";

const useStyles = makeStyles({
    section: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
    frame: {
        boxSizing: "border-box",
        // The empty field, the spinner and the picture are equally high, so nothing below them moves.
        height: "120px",
        width: "100%",
        borderRadius: tokens.borderRadiusMedium,
        backgroundColor: tokens.colorNeutralBackground3,
        color: tokens.colorNeutralForeground2,
        display: "flex",
        flexDirection: "column",
        alignItems: "center",
        justifyContent: "center",
        gap: tokens.spacingVerticalXS,
        padding: tokens.spacingVerticalS,
        textAlign: "center",
    },
    empty: {
        cursor: "pointer",
        fontFamily: "inherit",
        border: `1px dashed ${tokens.colorNeutralStroke1}`,
        ":hover": { backgroundColor: tokens.colorNeutralBackground3Hover },
        ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
    },
    icon: { fontSize: tokens.fontSizeHero800 },
    picture: { objectFit: "contain", maxWidth: "100%", maxHeight: "100%", minHeight: 0 },
    caption: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalS },
    name: { flexGrow: 1, minWidth: 0, overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
    address: { width: "100%", minWidth: 0 },
});

export interface ImageSectionProps {
    picture: Picture;
    service: GenerateService;
}

/** The picture: drop, paste, browse or an address in; thumbnail, size and a way to clear it out. */
export const ImageSection: FunctionComponent<ImageSectionProps> = ({ picture, service }) => {
    const classes = useStyles();
    const file = useRef<HTMLInputElement>(null);
    const browse = () => file.current?.click();
    return (
        <div className={classes.section}>
            <input
                ref={file}
                type="file"
                accept="image/*"
                hidden
                aria-label="Picture file"
                onChange={({ target }) => {
                    const chosen = target.files?.[0];
                    target.value = "";
                    if (chosen !== undefined) {
                        void service.setPicture(chosen);
                    }
                }}
            />
            <Frame picture={picture} browse={browse} />
            {picture.status === "refused" && <ErrorNotice error={picture.error} />}
            <div className={classes.caption}>
                <Caption picture={picture} service={service} />
            </div>
            {picture.status === "ready" && <PictureNotes image={picture.image} />}
        </div>
    );
};

const Frame: FunctionComponent<{ picture: Picture; browse: () => void }> = ({ picture, browse }) => {
    const classes = useStyles();
    switch (picture.status) {
        case "ready":
            return (
                <div className={classes.frame}>
                    <Image className={classes.picture} src={picture.previewUrl} alt={`Source: ${picture.image.name}`} />
                </div>
            );
        case "reading":
            return (
                <div className={classes.frame}>
                    <Spinner size="small" label="Reading the picture" />
                </div>
            );
        default:
            return (
                <button type="button" className={mergeClasses(classes.frame, classes.empty)} onClick={browse}>
                    <ImageAddRegular className={classes.icon} />
                    <Text weight="semibold">Drop a picture here</Text>
                    <Text size={200}>or paste it, or press to browse</Text>
                </button>
            );
    }
};

const Caption: FunctionComponent<ImageSectionProps> = ({ picture, service }) => {
    const classes = useStyles();
    if (picture.status !== "ready") {
        return <AddressField service={service} />;
    }
    const { name, width, height, bytes } = picture.image;
    return (
        <>
            <Text size={200} className={classes.name} title={name}>
                {`${name} · ${width} × ${height} · ${formatBytes(bytes.byteLength)}`}
            </Text>
            <Button
                appearance="subtle"
                icon={DismissRegular}
                title="Clear the picture"
                onClick={service.clearPicture}
            />
        </>
    );
};

const AddressField: FunctionComponent<{ service: GenerateService }> = ({ service }) => {
    const classes = useStyles();
    const [address, setAddress] = useState("");
    const load = () => {
        if (address.trim() !== "") {
            void service.setPicture(address.trim());
        }
    };
    return (
        <>
            <Input
                className={classes.address}
                size="small"
                type="url"
                aria-label="Address of a picture"
                placeholder="or an address: https://…"
                value={address}
                onChange={(_, data) => setAddress(data.value)}
                onKeyDown={({ key }) => key === "Enter" && load()}
            />
            <Button label="Load" disabled={address.trim() === ""} onClick={load} />
        </>
    );
};
