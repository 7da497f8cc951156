/** Characters that break a line or control a terminal, and those for private use, which fonts can't show. */
const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}\p{Co}]+/gu;

/**
 * Invisible characters. They could reverse the rest of a line, hide in a text, or keep a secret from being found.
 * Joiners are kept, since names in several scripts are written with them.
 */
const UNSEEN = /(?![\u200c\u200d])\p{Cf}|\u034f|\u17b4|\u17b5|[\u115f\u1160\u3164\uffa0]/gu;

type Limits = {
  /** Texts that must not come out again, such as the key or a scanned code. */
  secrets?: readonly string[];
  /** The most characters that are kept. */
  longest?: number;
};

/**
 * Cleans a text that came from a server, a device or the operating system for the log, the database and the screen. It
 * becomes one line of bounded length, without invisible characters and without the secrets.
 */
export function outsideText(text: string, { secrets = [], longest = 200 }: Limits = {}): string {
  // Secrets are removed in every way that they may be written, and before the text is cut: half a secret is too much.
  const clean = forms(secrets).reduce(
    (rest, secret) => withoutSecret(rest, secret),
    inOneLine(text),
  );
  return clean.length <= longest ? clean : `${clean.slice(0, longest).toWellFormed().trimEnd()}…`;
}

function inOneLine(text: string): string {
  return text.toWellFormed().replace(BREAKS, ' ').replace(UNSEEN, '').trim();
}

/**
 * Each secret as it is, as an address contains it, and as JSON contains it. The longest one comes first, since one may
 * contain another.
 */
function forms(secrets: readonly string[]): string[] {
  const all = secrets.flatMap((secret) => {
    const shown = inOneLine(secret);
    const inAddress = encodeURIComponent(secret.toWellFormed());
    return [shown, inAddress, JSON.stringify(shown).slice(1, -1)];
  });
  return [...new Set(all)].filter((form) => form !== '').sort((a, b) => b.length - a.length);
}

const ASCII = /^[\0-\x7f]*$/;

function withoutSecret(text: string, secret: string): string {
  // Most texts contain no secret, and looking for one costs less than building a pattern.
  const isPlain = ASCII.test(text) && ASCII.test(secret);
  if (isPlain && !text.toLowerCase().includes(secret.toLowerCase())) return text;
  const literal = secret.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return text.replace(new RegExp(literal, 'giu'), '…');
}
