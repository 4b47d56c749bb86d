import { Text } from "@fluentui/react-components";
import type { FunctionComponent } from "react";
import type { GenerateService } from "../state/generateService";
import { inSelectedPlace, isMeasured, needsSelection, type PlacementChoice } from "../state/placementChoice";
import { ChoiceLine } from "./choiceLine";
import { NumberLine } from "./numberLine";

type Choices<Key extends keyof PlacementChoice> = readonly { value: PlacementChoice[Key] & string; label: string }[];

const sizes: Choices<"size"> = [
    { value: "file", label: "As in the file" },
    { value: "height", label: "Height" },
    { value: "width", label: "Width" },
    { value: "depth", label: "Depth" },
    { value: "longest", label: "Longest side" },
    { value: "matchLongest", label: "Selection's longest side" },
    { value: "matchHeight", label: "Selection's height" },
];
const facings: Choices<"facing"> = [
    { value: "camera", label: "To the camera" },
    { value: "away", label: "Away from it" },
    { value: "heading", label: "Heading" },
    { value: "match", label: "As the selection" },
    { value: "file", label: "As in the file" },
];
const fronts: Choices<"front"> = [
    { value: "model", label: "As usual for it" },
    { value: "+X", label: "+X" },
    { value: "-X", label: "−X" },
    { value: "+Z", label: "+Z" },
    { value: "-Z", label: "−Z" },
];
const places: Choices<"where"> = [
    { value: "camera", label: "Where I look" },
    { value: "origin", label: "Origin" },
    { value: "point", label: "Where I dropped last" },
    { value: "under", label: "Under the selection" },
    { value: "replace", label: "In the selection's place" },
];

export interface PlacementSectionProps {
    placement: PlacementChoice;
    /** It stands in the scene already, so that what is selected there does not matter. */
    isDraft: boolean;
    service: GenerateService;
}

/**
 * Where and how the model will stand. Applied on import, never sent. An empty field is kept as no number, which the button
 * refuses in words.
 */
export const PlacementSection: FunctionComponent<PlacementSectionProps> = ({ placement, isDraft, service }) => {
    const choose = <Key extends "size" | "facing" | "front" | "where">(key: Key, choices: Choices<Key>) => ({
        value: placement[key],
        choices,
        onChange: (value: string) => {
            const choice = choices.find((candidate) => candidate.value === value);
            if (choice !== undefined) {
                service.setPlacement({ [key]: choice.value, ...(choice.value === "replace" && inSelectedPlace) });
            }
        },
    });
    const allowed = <Choice extends { value: string }>(choices: readonly Choice[]) =>
        choices.filter(({ value }) => !isDraft || !bySelection.has(value));
    return (
        <>
            <ChoiceLine label="Fit size" description={sizeHelp} {...choose("size", allowed(sizes))} />
            {isMeasured(placement.size) && (
                <NumberLine
                    label="Metres"
                    value={placement.metres}
                    unit="m"
                    min={0}
                    step={0.1}
                    invalid={!(placement.metres > 0)}
                    onChange={(metres = Number.NaN) => service.setPlacement({ metres })}
                />
            )}
            <ChoiceLine label="Faces" description={facingHelp} {...choose("facing", allowed(facings))} />
            {placement.facing === "heading" && (
                <NumberLine
                    label="Degrees"
                    value={placement.heading}
                    unit="°"
                    step={15}
                    invalid={Number.isNaN(placement.heading)}
                    onChange={(heading = Number.NaN) => service.setPlacement({ heading })}
                />
            )}
            <ChoiceLine label="Front of the file" description={frontHelp} {...choose("front", fronts)} />
            <ChoiceLine label="Stands" description={placeHelp} {...choose("where", allowed(placesFor(placement)))} />
            {needsSelection(placement) && <Text size={200}>{selectionHelp}</Text>}
            <NumberLine
                label="Units per metre"
                description="1 when the scene is in metres, 100 when it is in centimetres."
                value={placement.unitsPerMetre}
                min={0}
                invalid={!(placement.unitsPerMetre > 0)}
                onChange={(unitsPerMetre = Number.NaN) => service.setPlacement({ unitsPerMetre })}
            />
        </>
    );
};

const bySelection = new Set(["matchLongest", "matchHeight", "match", "under", "replace"]);

/** Nothing was dropped yet at first. */
function placesFor({ point }: PlacementChoice): Choices<"where"> {
    return places.filter(({ value }) => value !== "point" || point !== undefined);
}

const sizeHelp = "Which side to fit. As in the file: Tripo's longest side is 1 m, or real metres with Auto Size.";
const facingHelp = "Where the front looks once the model stands.";
const frontHelp = "Which axis of the file is its front. Tripo's is +X; change it when a model stands sideways.";
const placeHelp =
    "On the ground where the camera looks, at the scene's origin, where a picture was dropped on the scene, or by the node that is selected when Generate is pressed: under it, or in its place. Then it is hidden, and can be brought back.";
const selectionHelp = "Counts what is selected in the scene when Generate is pressed.";
