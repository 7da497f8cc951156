import type { Settings } from './settings.ts';

/**
 * What a device is for: visitors scan their own badges, staff scan them at a gate, or staff use it on their own laptop.
 */
export const PURPOSES = ['self-service', 'gate', 'laptop'] as const;
export type Purpose = (typeof PURPOSES)[number];

/** What can differ by purpose. */
type Preset = Partial<Pick<Settings, 'theme' | 'layout' | 'resultsStay' | 'volume' | 'lockdown'>>;

/**
 * The defaults that differ from those of a self-service kiosk. Any of them that is given or saved wins over these, so a
 * purpose can be chosen and one thing of it changed.
 */
export const PRESETS: Record<Purpose, Preset> = {
  'self-service': {},
  // A steward stands at it all day, and nobody there could take another person's result for their own.
  gate: { layout: 'steward', resultsStay: true, volume: 60 },
  // It lies on a desk among people at work, who have other windows open.
  laptop: { theme: 'light', layout: 'steward', volume: 40, lockdown: false },
};
