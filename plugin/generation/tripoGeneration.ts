export {
    checkTripoOptions,
    highestSeed,
    type OptionIssue,
    parseTripoOptions,
    tripoModelId,
    tripoRequest,
} from "../scenario/tripo";
export { tripoModel } from "../scenario/tripoModel";
