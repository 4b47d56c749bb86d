/** Every call the emulator answers, named after the reference. `files.*` live on the files origin. */
export const operations = [
    "assets.upload",
    "assets.list",
    "assets.retrieve",
    "assets.getBulk",
    "assets.delete",
    "assets.download",
    "uploads.create",
    "uploads.retrieve",
    "uploads.action",
    "models.list",
    "models.retrieve",
    "generate.dryRun",
    "generate.run",
    "jobs.retrieve",
    "jobs.list",
    "jobs.action",
    "files.part",
    "files.read",
    "files.thumbnail",
] as const;

export type Operation = (typeof operations)[number];
