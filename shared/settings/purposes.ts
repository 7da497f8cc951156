/** What a device is for: visitors use it alone, staff hold badges up to it at a gate, or staff work at a laptop. */
export const PURPOSES = ['self-service', 'gate', 'laptop'] as const;
export type Purpose = (typeof PURPOSES)[number];
