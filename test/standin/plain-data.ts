/**
 * Checks that a value is data which crosses every boundary here as it is. Electron clones more kinds of objects; the
 * kiosk sends none of them, and one that it began to send would otherwise arrive as something else.
 *
 * It is also run in the page, by its text: it must use nothing from outside.
 *
 * @throws where it isn't; as Electron does for a function
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
