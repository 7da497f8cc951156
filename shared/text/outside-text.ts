/** What breaks a line or drives a terminal, and what a text's font can't show. */
const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}\p{Co}]+/gu;

/**
 * What nobody sees: it could turn the rest of a line around, hide in a text, or keep a secret from being found. Joiners
 * stay, since names of several scripts are spelt with them.
 */
const UNSEEN = /(?![\u200c\u200d])\p{Cf}|\u034f|\u17b4|\u17b5|[\u115f\u1160\u3164\uffa0]/gu;

type Limits = {
  /** What must not come out again, such as the key or a scanned code. */
  secrets?: readonly string[];
  /** Characters that are kept at most. */
  longest?: number;
};

/**
 * A text that came from outside (a server, a device, the operating system), fit for the log, the database and the
 * screen: in one line, with nothing that turns it around, without the secrets and of a bounded length.
 */
export function outsideText(text: string, { secrets = [], longest = 200 }: Limits = {}): string {
  // The secrets may be written in another way, and go before the end is cut off: a half of one would tell enough.
  const open = forms(secrets).reduce(
    (rest, secret) => withoutSecret(rest, secret),
    inOneLine(text),
  );
  return open.length <= longest ? open : `${open.slice(0, longest).toWellFormed().trimEnd()}…`;
}

function inOneLine(text: string): string {
  return text.toWellFormed().replace(BREAKS, ' ').replace(UNSEEN, '').trim();
}

/** As it is, as an address has it, and as JSON has it; the longest first, since one may hold another. */
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
  // Most texts have no secret in them, and to build a pattern for each costs more than to look.
  const isPlain = ASCII.test(text) && ASCII.test(secret);
  if (isPlain && !text.toLowerCase().includes(secret.toLowerCase())) return text;
  const literal = secret.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return text.replace(new RegExp(literal, 'giu'), '…');
}
