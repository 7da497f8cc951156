/** The part of Electron's displays that decides. */
export type DisplayPlace = { id: number; bounds: { x: number; y: number } };

/**
 * Chooses the kiosk's display: the primary one, or one by its number, counted from left to right and then from top to
 * bottom. While that display is unplugged or asleep, the primary one takes its place.
 *
 * @param displays not empty
 */
export function chooseDisplay<D extends DisplayPlace>(
  wanted: 'primary' | number,
  displays: readonly D[],
  primary: D,
): D {
  if (wanted === 'primary') return primary;
  const inOrder = displays.toSorted((a, b) => a.bounds.x - b.bounds.x || a.bounds.y - b.bounds.y);
  return inOrder[wanted - 1] ?? primary;
}
