import type { StartProblem } from '../bridge/start-problem.ts';
import type { Accepts } from '../settings/setting-kinds.ts';
import type { SettingFault } from '../settings/setting-problem.ts';

/**
 * The English of what both a command and a screen have to say: which setting is wrong, and why the kiosk can't start.
 *
 * A command writes it to stderr, which is always English. The screen's English catalogue contains it, and so must the
 * catalogue of every other language.
 */
export const ENGLISH_PROBLEMS = {
  setting: {
    /** `accepts` is one of the phrases below; a language may put it after a colon. */
    'not-accepted': '{name} must be {accepts}',
    missing: '{name} is missing: it must be {accepts}',
    'key-from-outside': 'The key is given from outside: change the address there as well',
  } as const satisfies Record<SettingFault, string>,

  /** What a setting accepts, by kind. Values are to be typed as they stand here, in every language. */
  accepts: {
    address:
      'an https:// address without user, query or # (http:// for this machine only, or with KIOSK_ALLOW_HTTP=1)',
    'secure-address': 'an https:// address without user, query or #',
    key: "the device's key, printable characters without spaces",
    characters: 'up to {max} characters',
    'device-name': 'up to {max} letters, digits, dots, hyphens and underscores',
    mode: 'auto, badge or attendance',
    'time-zone': 'an IANA time zone such as Asia/Karachi',
    milliseconds: 'a whole number of milliseconds from {min} to {max}',
    days: 'a whole number of days from {min} to {max}',
    number: 'a whole number from {min} to {max}',
    'minutes-or-never': 'a whole number of minutes from 1 to {max}, or 0 for never',
    folder: 'the path of a folder',
    side: 'top, bottom, left or right',
    pattern: 'a regular expression',
    'camera-name': 'the name of a camera, up to {max} characters',
    'code-formats': 'one or more of {names}, with commas between them',
    affix:
      'up to {max} characters; \\x02 and the like for control characters, \\x5c for a backslash',
    layout: 'one of {names}',
    'usb-ids': 'USB ids such as 0c2e:0caa, with commas between them',
    pin: '{min} to {max} digits',
    switch: '1 or 0',
    lockdown: '1 (a kiosk for visitors) or 0 (a window on a staff laptop)',
    display: 'primary, or the number of a display from 1 to 9, counted from the left',
    hours: 'hours of the day such as 03:00-05:00',
  } as const satisfies Record<Accepts['is'], string>,

  /** Why the kiosk can't start, and what to do about it. */
  start: {
    'disk-full': 'The disk of {folder} is full. Free some space.',
    'read-only':
      '{folder} is read-only. Make it writable, or choose another folder with KIOSK_DATA_DIR.',
    'no-rights':
      'This user may not write to {folder}. Give the user the right to, or choose another folder with KIOSK_DATA_DIR.',
    locked:
      'Another program holds the database in {folder}. Close it: it may be a backup, or a program that shows databases.',
    'disk-fails':
      'The disk of {folder} fails ({cause}). Scans that are on it are left as they are; have the disk looked at.',
    damaged:
      'The database in {folder} is damaged and could not be rebuilt ({cause}). Leave it as it is and have it looked at.',
    'newer-version':
      'The database in {folder} belongs to a newer version of this app. Nothing was changed; install the newer version again.',
    'strange-file':
      '{cause} is not a file of this kiosk. Find out who put it there, or where it leads.',
    program:
      "A part of the kiosk's program can't be loaded ({cause}). Install the kiosk again (INSTALL.md).",
    other: "{folder} can't be used: {cause}",
  } as const satisfies Record<StartProblem['is'], string>,
  causeUnknown: 'the cause is not known',
} as const;
