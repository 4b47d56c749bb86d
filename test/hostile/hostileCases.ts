import { accessorCases } from "./accessorCases";
import { extensionCases } from "./extensionCases";
import { headerCases } from "./headerCases";
import type { HostileCase } from "./hostileCase";
import { imageCases } from "./imageCases";
import { jsonCases } from "./jsonCases";
import { referenceCases } from "./referenceCases";
import { sizeCases } from "./sizeCases";
import { validModels } from "./validModels";

/** All malformed files, made from the valid ones. What they ask for from elsewhere is asked from the beacon. */
export async function hostileCases(beacon: string): Promise<HostileCase[]> {
    const entries = Object.entries(validModels).map(async ([name, make]) => [name, await make()] as const);
    const models: Record<string, Uint8Array> = Object.fromEntries(await Promise.all(entries));
    const plain = models.plain ?? new Uint8Array();
    return [
        ...headerCases(plain),
        ...jsonCases(plain),
        ...accessorCases(models),
        ...imageCases(plain),
        ...extensionCases(models),
        ...referenceCases(models, beacon),
        ...sizeCases(models),
    ];
}
