import { asOverlong } from '../../../shared/scan/parse-code.ts';

/** One field of a report, or several of the same kind, as WebHID describes them. */
export type HidItem = {
  usages?: readonly number[];
  isRange?: boolean;
  usageMinimum?: number;
  usageMaximum?: number;
  /** In bits. */
  reportSize?: number;
  reportCount?: number;
};
export type HidReportInfo = { reportId?: number; items?: readonly HidItem[] };
export type HidCollection = {
  usagePage?: number;
  usage?: number;
  inputReports?: readonly HidReportInfo[];
};

/** The usage page of barcode scanners, by the HID Point of Sale Usage Tables 1.02. */
export const BARCODE_PAGE = 0x8c;

/** More bytes than the longest code has with everything around it. A code that is cut there is refused as too long. */
const MAX_BYTES = 4096;

/** The usages of the fields, with the usage page in the upper 16 bits. */
const USAGE = {
  byteCount: 0x0001_003b,
  symbology: [0x008c_00fb, 0x008c_00fc, 0x008c_00fd],
  decodedData: 0x008c_00fe,
  continued: 0x008c_00ff,
} as const;

/** Where a report holds each field, in bits from its beginning. The report's id doesn't count. */
export type ScannedDataReport = {
  reportId: number;
  dataAt: number;
  /** How many bytes of data it has room for. */
  dataSize: number;
  /** Null if the scanner sends no length. It fills up the data with zeros then. */
  countAt: { bit: number; size: number } | null;
  /** The places of the AIM identifier's three characters; null if the report has none. */
  symbologyAt: number[] | null;
  continuedAt: number | null;
};

/** What one report contains: a whole code, or a part of one. */
export type ScannedPart = { aim: string; data: Uint8Array; continued: boolean };

/**
 * Finds the reports with scanned data by the device's own description, since ids and order differ between scanners.
 *
 * @param collections the device's top-level collections. Browsers also list there the reports of nested ones
 */
export function scannedDataReports(collections: readonly HidCollection[]): ScannedDataReport[] {
  return collections
    .filter(({ usagePage }) => usagePage === BARCODE_PAGE)
    .flatMap(({ inputReports = [] }) =>
      inputReports.flatMap((report) => scannedDataReport(report) ?? []),
    );
}

/** Reads a report. If its end is missing, the missing bits count as zero. */
export function readReport(report: ScannedDataReport, bytes: DataView): ScannedPart {
  const { dataAt, dataSize, countAt, symbologyAt, continuedAt } = report;
  const all = Uint8Array.from({ length: dataSize }, (_, index) =>
    byteAt(bytes, dataAt + 8 * index),
  );
  const continued = continuedAt !== null && bitAt(bytes, continuedAt) === 1;
  const aim = symbologyAt
    ? String.fromCharCode(...symbologyAt.map((bit) => byteAt(bytes, bit)))
    : '';
  return {
    aim: /^\][A-Za-z][0-9A-Za-z]$/.test(aim) ? aim : '',
    data: all.slice(0, countAt ? countOf(bytes, countAt) : continued ? dataSize : lengthOf(all)),
    continued,
  };
}

/** Adds a part to those of a code. Once there is more data than any code has, further parts are dropped. */
export function addPart(parts: readonly ScannedPart[], part: ScannedPart): readonly ScannedPart[] {
  const isFull = sizeOf(parts) >= MAX_BYTES;
  const isEmpty = parts.length > 0 && part.data.length === 0;
  return isFull || isEmpty ? parts : [...parts, part];
}

/** Joins the parts of a code. The AIM identifier goes before the text, as other kinds of scanners send it. */
export function joinParts(parts: readonly ScannedPart[]): string {
  const bytes = new Uint8Array(sizeOf(parts));
  let at = 0;
  for (const { data } of parts) {
    bytes.set(data, at);
    at += data.length;
  }
  const decoded = new TextDecoder().decode(bytes);
  const text = bytes.length < MAX_BYTES ? decoded : asOverlong(decoded);
  const aim = parts[0]?.aim ?? '';
  return text.startsWith(aim) ? text : aim + text;
}

function sizeOf(parts: readonly ScannedPart[]): number {
  return parts.reduce((sum, { data }) => sum + data.length, 0);
}

type Field = { usage: number | undefined; bit: number; size: number };

function scannedDataReport({ reportId = 0, items = [] }: HidReportInfo): ScannedDataReport | null {
  const fields = fieldsOf(items);
  const data = fields.filter(({ usage, size }) => usage === USAGE.decodedData && size === 8);
  const first = data[0];
  if (!first) return null;
  const find = (wanted: number) => fields.find(({ usage }) => usage === wanted);
  const symbology = USAGE.symbology.flatMap((usage) => find(usage)?.bit ?? []);
  const count = find(USAGE.byteCount);
  return {
    reportId,
    dataAt: first.bit,
    dataSize: data.length,
    countAt: count ? { bit: count.bit, size: count.size } : null,
    symbologyAt: symbology.length === USAGE.symbology.length ? symbology : null,
    continuedAt: find(USAGE.continued)?.bit ?? null,
  };
}

/** The fields one by one. If an item has more fields than usages, the last usage applies to the remaining fields. */
function fieldsOf(items: readonly HidItem[]): Field[] {
  const fields: Field[] = [];
  let bit = 0;
  for (const item of items) {
    const { reportSize = 0, reportCount = 0, usages = [] } = item;
    for (let index = 0; index < reportCount; index += 1) {
      const usage = item.isRange
        ? Math.min((item.usageMinimum ?? 0) + index, item.usageMaximum ?? 0)
        : (usages[index] ?? usages.at(-1));
      fields.push({ usage, bit, size: reportSize });
      bit += reportSize;
    }
  }
  return fields;
}

function bitAt(bytes: DataView, bit: number): number {
  const index = bit >> 3;
  return index < bytes.byteLength ? (bytes.getUint8(index) >> (bit & 7)) & 1 : 0;
}

function byteAt(bytes: DataView, bit: number): number {
  let value = 0;
  for (let index = 0; index < 8; index += 1) value |= bitAt(bytes, bit + index) << index;
  return value;
}

function countOf(bytes: DataView, { bit, size }: { bit: number; size: number }): number {
  return byteAt(bytes, bit) + (size > 8 ? byteAt(bytes, bit + 8) << 8 : 0);
}

/** The length of data that is filled up with zeros. */
function lengthOf(filledUp: Uint8Array): number {
  return filledUp.findLastIndex((byte) => byte !== 0) + 1;
}
