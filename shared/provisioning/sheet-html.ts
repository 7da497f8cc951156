import type { Sheet, SheetPage } from '../bridge/sheet.ts';
import { escapeHtml } from '../text/escape-html.ts';
import type english from '../words/catalogues/en.json';
import { LANGUAGES } from '../words/languages.ts';
import type { Say } from '../words/messages.ts';

type Texts = typeof english;

/** What a sheet says, in one language, and the names of the buttons that it speaks of. */
export type SheetWords = Say<
  Pick<Texts, 'sheet' | 'provisioning' | 'settings' | 'setup' | 'staff' | 'join'>
> & {
  /** A BCP 47 tag. */
  readonly language: string;
};

export type Drawing = {
  words: SheetWords;
  /** The rules of `sheet.css`. */
  style: string;
  /** Draws a provisioning code as SVG, with its quiet zone. */
  draw: (code: string) => Promise<string>;
};

/** A sheet as HTML: its pages alone, and the file that has them. */
export type DrawnSheet = { pages: string; file: string };

/**
 * Draws a sheet with one page for each device, to be printed on A4. Its file loads nothing from elsewhere. The keys are
 * inside the codes alone.
 */
export async function drawSheet(made: Sheet, drawing: Drawing): Promise<DrawnSheet> {
  const { words, style, draw } = drawing;
  const { sheet, expiresAt } = made;
  const articles = await Promise.all(
    made.pages.map(async (page, index) => {
      const qr = await draw(page.code);
      const place = words.sheet.page({ sheet, page: index + 1, pages: made.pages.length });
      return article(page, { words, qr, expiresAt, place });
    }),
  );
  const pages = articles.join('\n');
  const file = `<!doctype html>
<html lang="${words.language}" dir="${directionOf(words.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(words.sheet.title({ sheet }))}</title>
<style>
${style}</style>
</head>
<body class="sheet">
${pages}
</body>
</html>
`;
  return { pages, file };
}

type Shown = { words: SheetWords; qr: string; expiresAt: number; place: string };

function article(page: SheetPage, { words, qr, expiresAt, place }: Shown): string {
  const { code, location, purpose, timeZone, event } = page;
  const { sheet: say, settings } = words;
  const quoted = (name: string) => words.join.quoted({ name });
  const time = timeIn(words.language, timeZone, expiresAt);
  const steps = [
    say.start({ headline: quoted(words.setup.headline) }),
    say.hold({ camera: quoted(words.provisioning.useCamera) }),
    say.passphrase({ use: quoted(words.provisioning.use) }),
    say.try,
  ];
  const open = { settings: quoted(words.staff.settings), scan: quoted(words.provisioning.open) };
  const smalls = [say.setUpAlready(open), say.worthless];
  return `<article data-code="${code}">
<header>
<p>${[settings.options[purpose], event]
    .filter((each) => each !== null)
    .map(isolated)
    .join(' · ')}</p>
<h1 dir="auto">${escapeHtml(location)}</h1>
</header>
<div class="qr" role="img" aria-label="${escapeHtml(say.code)}">${qr}</div>
<p class="until">${escapeHtml(say.until({ time, zone: timeZone }))}</p>
<ol>
${steps.map((step) => `<li>${escapeHtml(step)}</li>`).join('\n')}
</ol>
<p class="small">${smalls.map(escapeHtml).join(' ')}</p>
<footer><span>${escapeHtml(place)}</span><span dir="ltr">Confera Kiosk</span></footer>
</article>`;
}

/** A text that somebody gave may run the other way than the sheet. */
function isolated(text: string): string {
  return `<bdi>${escapeHtml(text)}</bdi>`;
}

function directionOf(tag: string): 'ltr' | 'rtl' {
  return Object.values(LANGUAGES).find((each) => each.tag === tag)?.direction ?? 'ltr';
}

/** A date and a time of day at the venue. English is read all over the world, where the day has twenty-four hours. */
function timeIn(language: string, timeZone: string, at: number): string {
  const format = { dateStyle: 'full', timeStyle: 'short', timeZone } as const;
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, format).format(at);
}
