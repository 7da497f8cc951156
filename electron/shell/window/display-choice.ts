/** What of Electron's displays decides. */
export type DisplayPlace = { id: number; bounds: { x: number; y: number } };

/**
 * The display for the kiosk: the primary one, or a number counted from the left (and from the top among those above
 * each other). One that isn't there, unplugged or asleep, is stood in for by the primary until it is back.
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
