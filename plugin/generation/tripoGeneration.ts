export { checkTripoOptions, type OptionIssue, parseTripoOptions, tripoModelId, tripoRequest } from "../scenario/tripo";
export { tripoModel } from "../scenario/tripoModel";
