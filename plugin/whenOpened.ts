/**
 * All that is loaded when the pane is first opened. In one module on purpose: a bundler cuts what an app shares with each
 * lazy part into files of their own, and every page of the app would load these.
 */
export { connectScenario } from "./generation/connectScenario";
export { attachCanvas } from "./pane/attachCanvas";
export { GeneratePane } from "./pane/generatePane";
export { ModelProperties } from "./pane/modelProperties";
export { listenForUndo } from "./pane/useUndoKeys";
export { createGenerateService } from "./state/generateService";
