import QRCode from 'qrcode';
import { escapeHtml } from '../../shared/text/escape-html.ts';
import type { Badge, BadgeBehaviour } from './badges.ts';

interface Expectation {
  readonly colour: 'green' | 'amber' | 'red' | 'blue';
  readonly words: string;
}

const EXPECTATIONS: Readonly<Record<BadgeBehaviour, Expectation>> = {
  valid: { colour: 'green', words: 'Checks in' },
  slow: { colour: 'green', words: 'Checks in, slowly' },
  down: { colour: 'amber', words: 'Saved for later' },
  revoked: { colour: 'red', words: 'Refused' },
  unknown: { colour: 'red', words: 'Refused' },
  invalid: { colour: 'red', words: 'Refused' },
  'key-reused': { colour: 'blue', words: 'Needs staff' },
};

const STYLE = `
  :root { color-scheme: light; font: 16px/1.5 "Inter", "Helvetica Neue", Arial, "DejaVu Sans", sans-serif; color: #14181d; background: #f4f5f2; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  * { box-sizing: border-box; }
  body { margin: 0; }
  header { background: #14181d; color: #fff; }
  .masthead { max-width: 84rem; margin: 0 auto; padding: 2.75rem 2.5rem; display: grid; grid-template-columns: auto 1fr; gap: 2rem; align-items: center; }
  .gate { display: grid; place-items: center; width: 6rem; height: 6rem; border-radius: .75rem; background: #ffd21f; color: #14181d; }
  .gate svg { width: 3.75rem; }
  h1 { margin: 0 0 .25rem; font-size: 2.25rem; line-height: 1.15; letter-spacing: -.02em; }
  header p { margin: 0; max-width: 46rem; color: #d5d9d2; }
  main { max-width: 84rem; margin: 0 auto; padding: 2.5rem; display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: 1.75rem; text-align: left; }
  .card { display: flex; flex-direction: column; background: #fff; border: 1px solid #dfe2dc; border-radius: .9rem; overflow: hidden; break-inside: avoid; }
  .qr { display: block; padding: 2rem 2rem 1.25rem; }
  .qr svg { display: block; width: 100%; height: auto; max-height: 82vh; }
  .words { padding: 0 2rem 1.5rem; flex: 1; }
  h2 { margin: 0; font-size: 1.2rem; line-height: 1.3; overflow-wrap: anywhere; }
  .code { margin: .3rem 0 0; font: .75rem/1.5 ui-monospace, "DejaVu Sans Mono", monospace; color: #5b636b; overflow-wrap: anywhere; }
  .note { margin: .75rem 0 0; font-size: .95rem; }
  .sign { margin: 0; padding: .6rem 2rem; display: flex; align-items: center; gap: .6rem; font-size: .95rem; font-weight: 700; }
  .sign svg { width: 1.25rem; flex: none; }
  .green { background: #d6efdc; color: #0b4a22; }
  .amber { background: #ffe9b0; color: #5a3c00; }
  .red { background: #fbdcd8; color: #7c130b; }
  .blue { background: #dbe6fd; color: #123a80; }
  .close { display: none; }
  @media (max-width: 40rem) {
    .masthead { padding: 1.75rem 1.25rem; gap: 1.25rem; align-items: start; }
    .gate { width: 4rem; height: 4rem; }
    .gate svg { width: 2.5rem; }
    h1 { font-size: 1.6rem; }
    main { padding: 1.25rem; }
  }
  a:focus-visible { outline: 3px solid #1558d6; outline-offset: -6px; }
  @media screen {
    body:has(.card:target) { overflow: hidden; }
    .card:target { position: fixed; inset: 0; z-index: 1; border: 0; border-radius: 0; align-items: center; justify-content: center; text-align: center; overflow: auto; }
    .card:target .qr { padding: 1.5rem; }
    .card:target .qr svg { width: min(62vmin, 38rem); }
    .card:target .words { flex: none; max-width: 40rem; }
    .card:target .sign { border-radius: 2rem; }
    .card:target .close { display: block; margin: 1.25rem; color: inherit; text-underline-offset: .25em; }
  }
  @media print {
    @page { size: A4; margin: 12mm; }
    :root { background: #fff; font-size: 10pt; }
    header { background: none; color: inherit; }
    .masthead { padding: 0 0 5mm; gap: 5mm; }
    .gate { width: 16mm; height: 16mm; border-radius: 2mm; }
    .gate svg { width: 10mm; }
    h1 { font-size: 18pt; }
    header p { color: inherit; max-width: none; }
    main { display: block; max-width: none; padding: 0; margin: 0 -2.5mm; font-size: 0; }
    .card { display: inline-flex; width: 57mm; height: 80mm; margin: 0 2.5mm 4mm; vertical-align: top; font-size: 9pt; border-color: #9aa19a; border-radius: 2.5mm; }
    .qr { padding: 6mm 12.5mm 3mm; }
    .words { padding: 0 5mm 2mm; }
    h2 { font-size: 9.5pt; line-height: 1.2; }
    .code { font-size: 7pt; margin-top: .5mm; }
    .note { font-size: 8pt; line-height: 1.35; margin-top: 1.5mm; }
    .sign { padding: 1.5mm 5mm; font-size: 8.5pt; gap: 2mm; }
    .sign svg { width: 4mm; }
    .screen-only { display: none; }
  }
`;

const stroke = (path: string): string =>
  `<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${path}</svg>`;

const ICONS: Readonly<Record<Expectation['colour'], string>> = {
  green: stroke('<path d="M4 12.5 9.5 18 20 7"/>'),
  amber: stroke('<circle cx="12" cy="12" r="9"/><path d="M12 7v5.5l3.5 2"/>'),
  red: stroke('<path d="M6 6l12 12M18 6 6 18"/>'),
  blue: stroke(
    '<circle cx="12" cy="8" r="4"/><path d="M4.5 21c.8-4.5 4-6.5 7.5-6.5s6.7 2 7.5 6.5"/>',
  ),
};
const SCAN_ICON = stroke(
  '<path d="M3 8V3h5M16 3h5v5M21 16v5h-5M8 21H3v-5"/><path d="M7.5 12.5 11 16l6-7.5"/>',
);

/** A page with every badge as a QR code, for a screen and for A4 paper. */
export async function badgeSheet(badges: readonly Badge[]): Promise<string> {
  const cards = await Promise.all(badges.map(card));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Badges to scan</title>
<style>${STYLE}</style>
</head>
<body>
<header><div class="masthead">
  <div class="gate">${SCAN_ICON}</div>
  <div>
    <h1>Badges to scan</h1>
    <p>Print this sheet, or show a badge on this screen to the kiosk's camera. The strip under each badge says what the kiosk should show.
    <span class="screen-only">Click a QR code to see it alone.</span></p>
  </div>
</div></header>
<main>
${cards.join('\n')}
</main>
</body>
</html>
`;
}

function expectationOf({ behaviour, days }: Badge): Expectation {
  // A code for certain days is there to show the refusal on all the others.
  if (typeof days === 'object') return { colour: 'red', words: 'Only on its day' };
  return EXPECTATIONS[behaviour];
}

async function card(badge: Badge): Promise<string> {
  const { code, name, note } = badge;
  const { colour, words } = expectationOf(badge);
  const qr = await QRCode.toString(code, { type: 'svg', margin: 0, errorCorrectionLevel: 'M' });
  const text = escapeHtml(code);
  return `<article class="card" id="${text}">
  <a class="qr" href="#${text}" aria-label="Show ${text} alone">${qr}</a>
  <div class="words">
    <h2 dir="auto">${escapeHtml(name)}</h2>
    <p class="code">${text}</p>
    <p class="note">${escapeHtml(note)}</p>
  </div>
  <p class="sign ${colour}">${ICONS[colour]}${words}</p>
  <a class="close" href="#">Back to all badges</a>
</article>`;
}
