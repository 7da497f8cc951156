/** Ways across the keys of a pad that everybody's fingers find. */
const WAYS = ['2580', '0852', '1470', '3690', '1379', '1397', '7913', '2468', '8642'];

/** Neighbours in these are neighbours on the keys, in either direction. */
const ROWS = ['01234567890', '09876543210'];

/**
 * Whether somebody who watches would guess this PIN among the first: one digit or a pair of them again and again, digits
 * in their order, or the corners of the pad.
 *
 * @param pin digits, four or more
 */
export function isTrivialPin(pin: string): boolean {
  const repeated = /^(\d{1,3})\1+$/.test(pin) || /^(\d)\1+(\d)\2+$/.test(pin);
  return repeated || ROWS.some((row) => row.includes(pin)) || WAYS.includes(pin);
}
