/** The messages of a catalogue by their paths, with dots. */
export function messagesOf(texts: object, before = ''): Map<string, unknown> {
  return new Map(
    Object.entries(texts).flatMap(([name, each]) => {
      const key = `${before}${name}`;
      const isPart = typeof each === 'object' && each !== null;
      return isPart ? [...messagesOf(each, `${key}.`)] : [[key, each] as const];
    }),
  );
}

/** The paths of a catalogue's messages. */
export function keysOf(texts: object): string[] {
  return [...messagesOf(texts).keys()];
}
