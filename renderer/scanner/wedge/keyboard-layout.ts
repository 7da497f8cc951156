import { KEYBOARD_LAYOUTS, type KeyboardLayout } from '../../../shared/scan/scanner-layouts.ts';

/** The places of the keys, in the order in which the rows below list their characters. */
const PLACES = [
  'Backquote',
  ...[...'1234567890'].map((digit) => `Digit${digit}`),
  'Minus',
  'Equal',
  ...[...'QWERTYUIOP'].map((letter) => `Key${letter}`),
  'BracketLeft',
  'BracketRight',
  ...[...'ASDFGHJKL'].map((letter) => `Key${letter}`),
  'Semicolon',
  'Quote',
  'Backslash',
  'IntlBackslash',
  ...[...'ZXCVBNM'].map((letter) => `Key${letter}`),
  'Comma',
  'Period',
  'Slash',
];

/**
 * What each of these keys types alone, with Shift, and with AltGr (only ASCII characters for AltGr). A blank stands for
 * a key that types nothing by itself, such as a dead key. The source is each country's basic layout in the X keyboard
 * database.
 */
const ROWS: Record<KeyboardLayout, readonly [plain: string, shift: string, altGraph: string]> = {
  us: [
    "`1234567890-=qwertyuiop[]asdfghjkl;'\\<zxcvbnm,./",
    '~!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:"|>ZXCVBNM<>?',
    '                                     |',
  ],
  gb: [
    "`1234567890-=qwertyuiop[]asdfghjkl;'#\\zxcvbnm,./",
    '¬!"£$%^&*()_+QWERTYUIOP{}ASDFGHJKL:@~|ZXCVBNM<>?',
    '|      {[]}\\ @                       |',
  ],
  de: [
    ' 1234567890ß qwertzuiopü+asdfghjklöä#<yxcvbnm,.-',
    '°!"§$%&/()=? QWERTZUIOPÜ*ASDFGHJKLÖÄ\'>YXCVBNM;:_',
    '       {[]}\\ @          ~            |',
  ],
  ch: [
    "§1234567890' qwertzuiopü asdfghjklöä$<yxcvbnm,.-",
    '°+"*ç%&/()=? QWERTZUIOPè!ASDFGHJKLéà£>YXCVBNM;:_',
    ' |@#   | ]}  @         []          {}\\',
  ],
  fr: [
    '²&é"\'(-è_çà)=azertyuiop $qsdfghjklmù*<wxcvbn,;:!',
    '~1234567890°+AZERTYUIOP £QSDFGHJKLM%µ>WXCVBN?./§',
    '  ~#{[|`\\^@]}            @           |',
  ],
  be: [
    '²&é"\'(§è!çà)-azertyuiop $qsdfghjklmùµ<wxcvbn,;:=',
    '³1234567890°_AZERTYUIOP *QSDFGHJKLM%£>WXCVBN?./+',
    ' |@#  ^{[{}\\ @         []            \\',
  ],
  es: [
    "º1234567890'¡qwertyuiop +asdfghjklñ ç<zxcvbnm,.-",
    'ª!"·$%&/()=?¿QWERTYUIOP *ASDFGHJKLÑ Ç>ZXCVBNM;:_',
    '\\|@#~  {[]}\\ @         []          {}|',
  ],
  it: [
    "\\1234567890'ìqwertyuiopè+asdfghjklòàù<zxcvbnm,.-",
    '|!"£$%&/()=?^QWERTYUIOPé*ASDFGHJKLç°§>ZXCVBNM;:_',
    '       {[]}`~@         []         @#',
  ],
  pt: [
    "\\1234567890'«qwertyuiop+ asdfghjklçº <zxcvbnm,.-",
    '|!"#$%&/()=?»QWERTYUIOP* ASDFGHJKLÇª >ZXCVBNM;:_',
    '  @    {[]}\\ @                       \\',
  ],
  br: [
    "'1234567890-=qwertyuiop [asdfghjklç ]\\zxcvbnm,.;",
    '"!@#$% &*()_+QWERTYUIOP {ASDFGHJKLÇ }|ZXCVBNM<>:',
    '       {[]}\\ /?                    ~',
  ],
  nordic: [
    " 1234567890+ qwertyuiopå asdfghjkl  '<zxcvbnm,.-",
    ' !"#¤%&/()=? QWERTYUIOPÅ ASDFGHJKL  *>ZXCVBNM;:_',
    '  @ $  {[]}  @',
  ],
  tr: [
    '"1234567890*-qwertyuıopğüasdfghjklşi,<zxcvbnmöç.',
    "é!'^+%&/()=?_QWERTYUIOPĞÜASDFGHJKLŞİ;>ZXCVBNMÖÇ:",
    "<> #$  {[]}\\|@          ~          '`|",
  ],
};

/** Keys that type the same on every layout. */
const EVERYWHERE: Record<string, string> = {
  Space: ' ',
  NumpadAdd: '+',
  NumpadDecimal: '.',
  NumpadDivide: '/',
  NumpadMultiply: '*',
  NumpadSubtract: '-',
};

/** A key's place, as `KeyboardEvent.code` names it, and the modifiers that are held with it. */
export type Position = { code: string; shift: boolean; altGraph: boolean };

/** What a key types on a keyboard with this layout; null if it types nothing there. */
export function characterAt(layout: KeyboardLayout, { code, shift, altGraph }: Position) {
  const row = ROWS[layout][altGraph ? 2 : shift ? 1 : 0];
  const place = PLACES.indexOf(code);
  const character = place === -1 ? EVERYWHERE[code] : row.charAt(place).trim();
  return character || /^Numpad(\d)$/.exec(code)?.[1] || null;
}

/** The layouts that this machine may have, judged by what these keys have typed. */
export function layoutsTyping(
  keys: readonly (Position & { byMachine: string | null; isDead: boolean })[],
): KeyboardLayout[] {
  return KEYBOARD_LAYOUTS.filter((layout) =>
    keys.every((key) => {
      const expected = characterAt(layout, key);
      if (key.isDead) return expected === null;
      return key.byMachine === null || expected === null || expected === key.byMachine;
    }),
  );
}
