import type {
  HidCollection,
  HidItem,
  HidReportInfo,
} from '../../../../../renderer/scanner/devices/hid-report.ts';

/**
 * The input reports that Chromium finds in a report descriptor. Items are known by their prefix byte (HID 1.11, 6.2.2),
 * and the items of a nested collection also belong to the ones around it.
 *
 * @param hex the descriptor's bytes
 */
export function collectionsOf(hex: string): HidCollection[] {
  const bytes = Uint8Array.from(hex.match(/[0-9a-f]{2}/gi) ?? [], (pair) =>
    Number.parseInt(pair, 16),
  );
  const top: (HidCollection & { inputReports: HidReportInfo[] })[] = [];
  const global = { usagePage: 0, reportSize: 0, reportCount: 0, reportId: 0 };
  let usages: number[] = [];
  let range: { usageMinimum?: number; usageMaximum?: number } = {};
  let depth = 0;
  for (let at = 0; at < bytes.length; ) {
    const prefix = bytes[at] ?? 0;
    const size = [0, 1, 2, 4][prefix & 3] ?? 0;
    const value = bytes
      .slice(at + 1, at + 1 + size)
      .reduceRight((all, byte) => all * 256 + byte, 0);
    at += 1 + size;
    const usage = value > 0xffff ? value : global.usagePage * 0x10000 + value;
    switch (prefix & 0xfc) {
      case 0x04:
        global.usagePage = value;
        break;
      case 0x74:
        global.reportSize = value;
        break;
      case 0x94:
        global.reportCount = value;
        break;
      case 0x84:
        global.reportId = value;
        break;
      case 0x08:
        usages.push(usage);
        break;
      case 0x18:
        range = { ...range, usageMinimum: usage };
        break;
      case 0x28:
        range = { ...range, usageMaximum: usage };
        break;
      case 0xa0:
        if (depth === 0) {
          const [first = 0] = usages;
          top.push({ usagePage: first >> 16, usage: first & 0xffff, inputReports: [] });
        }
        depth += 1;
        usages = [];
        break;
      case 0xc0:
        depth -= 1;
        break;
      case 0x80: {
        const { reportId, reportSize, reportCount } = global;
        const isRange = range.usageMinimum !== undefined;
        const item: HidItem = { usages, isRange, ...range, reportSize, reportCount };
        const reports = top.at(-1)?.inputReports ?? [];
        const report = reports.find((each) => each.reportId === reportId);
        if (report) report.items = [...(report.items ?? []), item];
        else reports.push({ reportId, items: [item] });
        usages = [];
        range = {};
      }
    }
  }
  return top;
}
