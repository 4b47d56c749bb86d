import { makeStyles, Text, tokens } from "@fluentui/react-components";
import type { FunctionComponent } from "react";
import type { GenerateService } from "../state/generateService";
import type { ModelFacts } from "../state/modelFacts";
import { costText } from "./costText";
import { GenerationThumbnail } from "./generationThumbnail";
import { ValueLine } from "./valueLine";

const useStyles = makeStyles({
    row: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalS },
    words: { display: "flex", flexDirection: "column", minWidth: 0 },
    quiet: { color: tokens.colorNeutralForeground3, overflowWrap: "anywhere" },
});

/** What a model is and how it was made, as far as the list or the model itself knows. */
export const ModelFactLines: FunctionComponent<{ facts: ModelFacts; service: GenerateService }> = (props) => {
    const classes = useStyles();
    const { facts, service } = props;
    const { record, model } = facts;
    const { provenance } = model;
    const { options = {}, licence, pictureHash } = provenance;
    const lines = factLines(facts);
    return (
        <>
            <div className={classes.row}>
                <GenerationThumbnail hash={record?.picture?.hash ?? pictureHash} service={service} />
                <div className={classes.words}>
                    <Text weight="semibold">{record?.name ?? facts.wrapper.name}</Text>
                    {record === undefined && (
                        <Text size={200} className={classes.quiet}>
                            Not in this browser's list: only what the scene says is known.
                        </Text>
                    )}
                </div>
            </div>
            {lines.map(([label, value]) => (
                <ValueLine key={label} label={label} value={value} />
            ))}
            {Object.keys(options).length > 0 && (
                <Text size={200} block className={classes.quiet}>
                    {Object.entries(options)
                        .map(([name, value]) => `${name}: ${value}`)
                        .join(" · ")}
                </Text>
            )}
            {licence !== undefined && (
                <Text size={200} block className={classes.quiet}>
                    {licence}
                </Text>
            )}
        </>
    );
};

function factLines({ record, model }: ModelFacts): [label: string, value: string][] {
    const { modelId, jobId, options = {} } = model.provenance;
    const report = record?.report;
    const lines: [string, string | undefined][] = [
        ["Made by", (record?.request.modelId ?? modelId)?.replace(/^model_/, "")],
        ["Seed", options.seed === undefined ? undefined : String(options.seed)],
        ["Cost", record && costText(record).text],
        ["Job", jobId],
        ["Report", report && `${report.triangles.toLocaleString("en")} triangles · ${report.textures} textures`],
        ["Issues", report?.issues.length ? report.issues.join(" ") : undefined],
    ];
    return lines.flatMap(([label, value]) => (value === undefined ? [] : [[label, value]]));
}
