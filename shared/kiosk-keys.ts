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

/** With Ctrl: J and M by their place, which some scanners send for Enter. */
const ENTER_OF_SCANNERS = /^Key[JM]$/;

const MOVING = /^(Arrow(Left|Right)|Backspace|Delete|Home|End)$/;

/** Keys that do something to a browser or a system by themselves. */
const ALONE =
  /^(F\d{1,2}|Browser\w+|Launch\w+|ContextMenu|PrintScreen|Print|Help|Meta|OS|Super|Hyper|Zoom\w+|Eject|Power|Sleep|Standby|WakeUp|Mail\w+|Open|Save|New|Close|Find|AppSwitch|GoHome|GoBack)$/;

const FUNCTION_KEY = /^F\d{1,2}$/;

const MODIFIER = /^(Control|Alt|AltGraph|Shift|CapsLock|NumLock|ScrollLock)$/;

/**
 * Whether a key leads out of the kiosk, or would in some browser or system: function keys, and all shortcuts but
 * those that edit a text. Letters with AltGr (Windows tells it as Ctrl and Alt) and Alt with the digits of the number
 * block, by which scanners type special characters, are no shortcuts.
 */
export function isWayOut(pressed: PressedKey): boolean {
  const { key, code, ctrlKey, altKey, metaKey, shiftKey } = pressed;
  if (ALONE.test(key)) return true;
  if (MODIFIER.test(key)) return false;
  const isCharacter = [...key].length === 1;
  if (ctrlKey && altKey && !metaKey) return !isCharacter;
  // macOS types special characters with Alt.
  if (altKey) return !(/^Numpad\d$/.test(code) || (isCharacter && !/[A-Za-z0-9 ]/.test(key)));
  if (!ctrlKey && !metaKey) return false;
  if (shiftKey) return !/^Arrow(Left|Right)$/.test(key);
  if (MOVING.test(key) || ENTER_OF_SCANNERS.test(code)) return false;
  // On a layout without Latin letters the place decides, as it does in browsers.
  const letter = /^[A-Za-z]$/.test(key) ? key.toLowerCase() : code.slice(-1).toLowerCase();
  return !EDITING.test(letter);
}

/**
 * Whether it is a function key by itself. Scanners send those for control characters: the page has to hear of them,
 * or it would take the rest for the whole code. It prevents what they do; in a window without a menu that is nothing.
 */
export function isFunctionKeyAlone({
  key,
  ctrlKey,
  altKey,
  metaKey,
  shiftKey,
}: PressedKey): boolean {
  return FUNCTION_KEY.test(key) && !ctrlKey && !altKey && !metaKey && !shiftKey;
}
