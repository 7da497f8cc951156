/** What the command's exit code says. */
export const EXIT = { ok: 0, fault: 1, badSetting: 2, inUse: 4 } as const;
