import { z } from 'zod';
import { COLUMNS } from '../provisioning/sheet-columns.ts';
import { PROVISIONING_PREFIX } from '../scan/provisioning-code.ts';
import { PURPOSES } from '../settings/purpose.ts';
import { time } from './time.ts';

// What staff need for a sheet of provisioning codes, and the answers. The keys go in, and come out only inside sealed codes.

/** For how many days codes may be valid. */
export const VALID_DAYS = { min: 1, max: 90, usual: 7 } as const;

/** The most devices of a sheet that the screen makes. Each takes a moment and 64 MiB; the command has no such bound. */
export const MOST_DEVICES = 50;

/** The longest table that the screen takes, in characters: more than so many devices need. */
export const LONGEST_TABLE = 100_000;

/** Why a passphrase is too weak. */
export const PASSPHRASE_FAULTS = ['short', 'few-digits', 'simple'] as const;
export type PassphraseFault = (typeof PASSPHRASE_FAULTS)[number];

/** What a passphrase must have. Whoever has a picture of a sheet can try passphrases for as long as they like. */
export const LEAST = { characters: 8, digits: 12, different: 5 } as const;

const CELL_FAULTS = ['missing', 'not-accepted'] as const;

/** What is wrong with what was given for one device. It never contains what was given, which may be a key. */
const cellFault = z.object({
  is: z.literal('cell'),
  /** The line of the table, counted from 1; null if it was given outside the table, also what holds for all devices. */
  line: z.number().nullable(),
  column: z.enum(COLUMNS),
  why: z.enum(CELL_FAULTS),
});
export type CellFault = z.infer<typeof cellFault>;

const tableFault = z.discriminatedUnion('is', [
  cellFault,
  /** Its first line names no columns, not all that are needed, or others. */
  z.object({ is: z.literal('header') }),
  z.object({
    is: z.literal('cells'),
    line: z.number(),
    cells: z.number(),
    columns: z.number(),
  }),
  z.object({ is: z.literal('open-quote'), line: z.number() }),
  z.object({ is: z.literal('no-device') }),
]);
/** What is wrong with a table of devices, or with what was given for a single one. */
export type TableFault = z.infer<typeof tableFault>;

const cell = z.string().max(2048);

/** One device, or many as a table. Each text is as somebody typed it. */
export const sheetDevices = z.union([
  z.object({ table: z.string().max(LONGEST_TABLE) }),
  z.object({ location: cell, purpose: cell, key: cell }),
]);

/** What a device is given where its own line says nothing. An empty text counts as nothing. */
export const sheetCommon = z.object({
  address: cell,
  timeZone: cell,
  language: cell,
  event: cell,
});

/** One device's page of a sheet. */
const sheetPage = z.object({
  /** Sealed: nothing but the letters of a provisioning code. */
  code: z.string().regex(new RegExp(`^${PROVISIONING_PREFIX}[A-Z]+$`)),
  location: z.string(),
  purpose: z.enum(PURPOSES),
  timeZone: z.string(),
  event: z.string().nullable(),
});
export type SheetPage = z.infer<typeof sheetPage>;

export const madeSheet = z.object({
  ok: z.literal(true),
  /** The name of the sheet, in capital letters. */
  sheet: z.string().regex(/^[A-Z]{1,16}$/),
  expiresAt: time,
  pages: z.array(sheetPage),
});
/** A sheet of provisioning codes, as it can be printed. */
export type Sheet = Omit<z.infer<typeof madeSheet>, 'ok'>;

export const badDevices = z.object({
  ok: z.literal(false),
  problem: z.literal('bad-devices'),
  faults: z.array(tableFault),
});

export const weakPassphrase = z.object({
  ok: z.literal(false),
  problem: z.literal('weak-passphrase'),
  why: z.enum(PASSPHRASE_FAULTS),
});

export const tooManyDevices = z.object({
  ok: z.literal(false),
  problem: z.literal('too-many'),
  count: z.number(),
});

/** The code of the device at this location would be too long for a scanner. */
export const codeTooLong = z.object({
  ok: z.literal(false),
  problem: z.literal('too-long'),
  location: z.string(),
});

/** A sheet's file. */
export const sheetFile = {
  fileName: z.string().regex(/^set-up-codes-[A-Z]{1,16}\.html$/),
  html: z.string().max(1_400_000),
};

export const sheetSaved = z.object({
  ok: z.literal(true),
  /** The path where the shell has saved it; null in a browser, which saves it itself. */
  savedAs: z.string().nullable(),
});
