/**
 * What a device is for: visitors scan their own badges, staff scan them at a gate, or staff use it on their own laptop.
 */
export const PURPOSES = ['self-service', 'gate', 'laptop'] as const;
export type Purpose = (typeof PURPOSES)[number];
