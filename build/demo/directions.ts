/** Tells a person what there is to try with one kiosk, a line each. */
export function kioskDirections(conferaUrl: string): string[] {
  return [
    `Badges to scan or type: ${conferaUrl}/badges`,
    `Faults to try: ${conferaUrl}/simulator/`,
  ];
}

/**
 * Tells the same of several gates.
 *
 * @param names two at least
 */
export function gateDirections(conferaUrl: string, names: readonly string[]): string[] {
  const [first, second] = names;
  return [
    'What to try:',
    `  1. Open ${conferaUrl}/badges, and scan or type one of the badges at ${first}: "Welcome".`,
    `  2. Open ${conferaUrl}/simulator/, press "Internet gone", and scan another badge at ${first}: it is saved, and the person goes in.`,
    `  3. Scan the same badge at ${second}: it says that the badge went in at ${first}, and by default lets the person in all the same.`,
    '  4. Press "Internet gone" again: within seconds the gates send what they have saved.',
  ];
}
