/** Thrown if the app uses a part of Electron that the stand-in doesn't have. */
export class NotProvidedError extends Error {
  override readonly name = 'NotProvidedError';
  constructor(what: string) {
    super(`The stand-in for Electron does not provide ${what}`);
  }
}

/**
 * Shows the app only these properties of an object. Any other property throws, so that nothing works here by accident
 * and then fails in the real Electron.
 *
 * @param settable the properties that the app may set
 */
export function provideOnly<T extends object>(
  name: string,
  target: T,
  names: readonly (keyof T & string)[],
  settable: readonly (keyof T & string)[] = [],
): T {
  const shown = new Set<string | symbol>(names);
  const proxy: T = new Proxy(target, {
    get(_target, key) {
      // `await` looks for a `then` on whatever it is given.
      if (typeof key === 'symbol' || key === 'then') return undefined;
      if (!shown.has(key)) throw new NotProvidedError(`${name}.${key}`);
      const value: unknown = Reflect.get(target, key);
      if (typeof value !== 'function') return value;
      // A proxy, unlike a function that wraps it, leaves a class a class.
      return new Proxy(value, {
        apply(method, _this, args) {
          const result: unknown = Reflect.apply(method, target, args);
          return result === target ? proxy : result;
        },
      });
    },
    set(_target, key, value) {
      if ((settable as readonly (string | symbol)[]).includes(key))
        return Reflect.set(target, key, value);
      throw new NotProvidedError(`the setting of ${name}.${String(key)}`);
    },
  });
  return proxy;
}

/** Checks that an options object has only names that the stand-in takes into account. */
export function acceptOnly(name: string, options: object, names: readonly string[]): void {
  for (const key of Object.keys(options)) {
    if (!names.includes(key)) throw new NotProvidedError(`${name}.${key}`);
  }
}
