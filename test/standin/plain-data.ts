/**
 * Checks that a value is plain data, which crosses every boundary here unchanged. Electron also clones other kinds of
 * objects, but the kiosk sends none. Without this check, one that it began to send would arrive as something else.
 *
 * The text of this function also runs in the page, so it must use nothing from outside.
 *
 * @throws if it is anything else, as Electron does for a function
 */
export function requirePlainData(value: unknown): void {
  switch (typeof value) {
    case 'string':
    case 'boolean':
    case 'undefined':
      return;
    case 'number':
      if (Number.isFinite(value)) return;
      break;
    case 'object': {
      if (value === null) return;
      if (Array.isArray(value)) {
        for (const item of value) {
          if (item === undefined) throw new Error('An array with undefined in it is not carried');
          requirePlainData(item);
        }
        return;
      }
      const prototype: unknown = Object.getPrototypeOf(value);
      if (prototype !== null && Object.getPrototypeOf(prototype) !== null) break;
      for (const item of Object.values(value)) requirePlainData(item);
      return;
    }
  }
  throw new Error('An object could not be cloned');
}
