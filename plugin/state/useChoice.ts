import { z } from "zod";

/** How a model is to take part in its scene once it is there. */
export const useChoiceSchema = z.object({
    castShadows: z.boolean(),
    receiveShadows: z.boolean(),
    collisions: z.boolean(),
    pickable: z.boolean(),
    physics: z.enum(["none", "static", "dynamic"]),
});

export type UseChoice = z.infer<typeof useChoiceSchema>;

/** As Babylon.js has a model that was just loaded. */
export const initialUse: UseChoice = {
    castShadows: false,
    receiveShadows: false,
    collisions: false,
    pickable: true,
    physics: "none",
};
