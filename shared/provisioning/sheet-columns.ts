import type { SettingName } from '../settings/settings.ts';

/** The columns that a table of devices must have, in the order in which the documents name them. */
export const NEEDED_COLUMNS = ['location', 'purpose', 'key'] as const;

/** The columns that it may have as well. Where a cell of these is empty, what is said for the whole sheet holds. */
export const FURTHER_COLUMNS = ['zone', 'language', 'address', 'event', 'hub'] as const;

export const COLUMNS = [...NEEDED_COLUMNS, ...FURTHER_COLUMNS] as const;
export type Column = (typeof COLUMNS)[number];

/** The setting that a column is for. */
export const SETTING_OF: Readonly<Record<Column, SettingName>> = {
  location: 'location',
  purpose: 'purpose',
  key: 'apiKey',
  zone: 'timeZone',
  language: 'language',
  address: 'baseUrl',
  event: 'eventName',
  hub: 'hubJoin',
};

/** The longest line that a code carries for a hub, in characters. */
export const LONGEST_HUB = 512;
