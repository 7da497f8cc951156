/** What counts of a key that was pressed: a DOM event has it, and Electron's input has it. */
export type PressedKey = {
  key: string;
  code: string;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
};

/** With Ctrl or Cmd: what edits a text. */
const EDITING = /^[acvxyz]$/;

const MOVING = /^(Arrow(Left|Right)|Backspace|Delete|Home|End)$/;

/** Keys that do something to a browser or a system by themselves, or with Shift. */
const ALONE =
  /^(F\d{1,2}|Browser\w+|Launch\w+|ContextMenu|PrintScreen|Print|Help|Meta|OS|Super|Hyper|Zoom\w+|Eject|Power|Sleep|Standby|WakeUp|Mail\w+|Open|Save|New|Close|Find|AppSwitch|GoHome|GoBack)$/;

const FUNCTION_KEY = /^F\d{1,2}$/;

const MODIFIER = /^(Control|Alt|AltGraph|Shift|CapsLock|NumLock|ScrollLock)$/;

/**
 * Whether a key leads out of the kiosk, or would in some browser or system: function keys, and all shortcuts but
 * those that edit a text. Ctrl+J, which some scanners send for Enter, leads out, too: it opens a browser's downloads.
 * Letters with AltGr (Windows tells it as Ctrl and Alt) and Alt with the digits of the number block, by which scanners
 * type special characters, are no shortcuts.
 */
export function isWayOut(pressed: PressedKey): boolean {
  const { key, code, ctrlKey, altKey, metaKey, shiftKey } = pressed;
  if (ALONE.test(key) || (key === 'Escape' && shiftKey)) return true;
  if (MODIFIER.test(key)) return false;
  const isCharacter = [...key].length === 1;
  if (ctrlKey && altKey && !metaKey) return !isCharacter;
  // macOS types special characters with Alt.
  if (altKey) return !(/^Numpad\d$/.test(code) || (isCharacter && !/[A-Za-z0-9 ]/.test(key)));
  if (!ctrlKey && !metaKey) return false;
  if (shiftKey) return !/^Arrow(Left|Right)$/.test(key);
  if (MOVING.test(key)) return false;
  // On a layout without Latin letters the place decides, as it does in browsers.
  const letter = /^[A-Za-z]$/.test(key) ? key : /^Key([A-Z])$/.exec(code)?.[1];
  return !EDITING.test(letter?.toLowerCase() ?? '');
}

/** The places of the keys that make a control character with Ctrl, but for the letters. */
const CONTROL_CHARACTER = /^(BracketLeft|BracketRight|Backslash)$/;

/** The same with Ctrl and Shift. */
const SHIFTED_CONTROL_CHARACTER = /^(Digit6|Minus)$/;

/** With Ctrl they are Enter to some scanners: LF and CR. */
const ENTER_OF_SCANNERS = /^Key[JM]$/;

/**
 * Whether a scanner sends such a key in a code or at its end, although it leads out of some browsers: a function key by
 * itself, or Ctrl with a key that makes a separator or an Enter of it. The page has to hear of these, or it would take
 * the rest for the whole code. It prevents what they do; in a window without a menu that is nothing.
 */
export function isSentByScanners(pressed: PressedKey): boolean {
  const { key, code, ctrlKey, altKey, metaKey, shiftKey } = pressed;
  if (altKey || metaKey) return false;
  if (!ctrlKey) return FUNCTION_KEY.test(key) && !shiftKey;
  if (CONTROL_CHARACTER.test(code)) return true;
  return (shiftKey ? SHIFTED_CONTROL_CHARACTER : ENTER_OF_SCANNERS).test(code);
}
