import { Badge, makeStyles, Text, tokens } from "@fluentui/react-components";
import type { FunctionComponent } from "react";
import type { Connection } from "../generation/connection";

const useStyles = makeStyles({
    banner: {
        display: "flex",
        alignItems: "center",
        gap: tokens.spacingHorizontalS,
        // As high before the connection is known as after.
        minHeight: tokens.lineHeightBase500,
        padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    },
});

/** Which service answers, and whether it costs money. */
export const ConnectionBanner: FunctionComponent<{ connection: Connection | undefined }> = ({ connection }) => {
    const classes = useStyles();
    return (
        <div className={classes.banner}>
            {connection !== undefined && (
                <>
                    <Badge appearance="tint" color={connection.spends ? "warning" : "success"}>
                        {connection.name}
                    </Badge>
                    <Text size={200}>{describe(connection)}</Text>
                </>
            )}
        </div>
    );
};

function describe({ spends, noSpend }: Connection): string {
    if (noSpend) {
        return "Spending is switched off on the server.";
    }
    return spends ? "Each generation is charged." : "Nothing is spent here.";
}
