import { startEmulator } from "../../../sandbox/emulator/emulator";

// biome-ignore lint/style/noDefaultExport: this is how Vite loads a configuration
export default { startEmulator };
