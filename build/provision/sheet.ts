import QRCode from 'qrcode';
import type { Purpose } from '../../shared/settings/purpose.ts';
import { escapeHtml } from '../../test/simulator/html.ts';

/** What is printed for one device. The key is inside the code alone. */
export type SheetPage = {
  code: string;
  location: string;
  purpose: Purpose;
  timeZone: string;
  event: string | null;
};

type Sheet = {
  pages: readonly SheetPage[];
  /** Unix milliseconds. */
  expiresAt: number;
  /** The name of the sheet, in capital letters. */
  sheet: string;
};

const PURPOSE_WORDS: Readonly<Record<Purpose, string>> = {
  'self-service': 'Self-service kiosk',
  gate: 'Staffed gate',
  laptop: 'Staff laptop',
};

const STYLE = `
  :root { color-scheme: light; font: 16px/1.5 "Inter", "Helvetica Neue", Arial, "DejaVu Sans", sans-serif; color: #14181d; background: #f4f5f2; }
  * { box-sizing: border-box; }
  body { margin: 0; }
  article { width: 186mm; min-height: 265mm; margin: 10mm auto; padding: 10mm; display: flex; flex-direction: column; background: #fff; break-after: page; break-inside: avoid; }
  article:last-child { break-after: auto; }
  header p { margin: 0; color: #444c54; }
  h1 { margin: 0; font-size: 2rem; line-height: 1.2; overflow-wrap: anywhere; }
  .qr { width: 130mm; margin: 4mm auto; }
  .qr svg { display: block; width: 100%; height: auto; }
  ol { margin: 0; padding-inline-start: 1.4em; }
  .until { margin: 0 0 3mm; font-weight: 700; }
  .small { margin: 4mm 0 0; font-size: .85rem; color: #444c54; }
  footer { margin-top: auto; padding-top: 4mm; display: flex; justify-content: space-between; font-size: .85rem; color: #444c54; }
  @media print {
    @page { size: A4; margin: 12mm; }
    :root { background: #fff; font-size: 11pt; }
    article { width: auto; min-height: 270mm; margin: 0; padding: 0; }
  }
`;

/** An HTML file with one page for each device, to be printed on A4. It loads nothing from elsewhere. */
export async function sheetOf({ pages, expiresAt, sheet }: Sheet): Promise<string> {
  const articles = await Promise.all(
    pages.map((page, index) =>
      article(page, { expiresAt, sheet, place: `${index + 1} of ${pages.length}` }),
    ),
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>Provisioning codes, sheet ${sheet}</title>
<style>${STYLE}</style>
</head>
<body>
${articles.join('\n')}
</body>
</html>
`;
}

/** The QR code of a provisioning code, with its quiet zone. Its letters make it as small as it can be. */
export function drawCode(code: string): Promise<string> {
  return QRCode.toString(code, { type: 'svg', margin: 4, errorCorrectionLevel: 'M' });
}

async function article(
  { code, location, purpose, timeZone, event }: SheetPage,
  { expiresAt, sheet, place }: { expiresAt: number; sheet: string; place: string },
): Promise<string> {
  return `<article data-code="${code}">
  <header>
    <p dir="auto">${escapeHtml([PURPOSE_WORDS[purpose], event].filter(Boolean).join(' · '))}</p>
    <h1 dir="auto">${escapeHtml(location)}</h1>
  </header>
  <div class="qr" role="img" aria-label="The code that sets this device up">${await drawCode(code)}</div>
  <p class="until">Valid until ${escapeHtml(timeIn(timeZone, expiresAt))}</p>
  <ol>
    <li>Start the device. Its screen says “Set up this kiosk”.</li>
    <li>Hold this code up to its scanner or, after a tap on “Use the camera”, to its camera.</li>
    <li>Type the passphrase that the organiser has told you, choose a staff PIN, and tap “Use this code”.</li>
    <li>Try it: scan a badge. The screen turns green.</li>
  </ol>
  <p class="small">A device that is set up already takes its new key in the staff area: open “Settings”, then “Scan a set-up code”.
  Without its passphrase this code is worth nothing, so never write the passphrase on this sheet.</p>
  <footer><span>Sheet ${sheet}, ${place}</span><span>Confera Kiosk</span></footer>
</article>`;
}

/** A date and a time of day at the venue, with the zone's name. */
function timeIn(timeZone: string, at: number): string {
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone });
  return `${day.format(at)} (${timeZone})`;
}
