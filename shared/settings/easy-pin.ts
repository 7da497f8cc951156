/** Ways across the keys of a PIN pad that everybody's fingers find, such as straight down the middle, and up again. */
const ON_THE_PAD = ['2580', '0852', '1470', '3690', '1379', '1397', '7913', '2468', '8642'];

/**
 * Whether a PIN is one that people try first, and that somebody who watches guesses: up to three digits repeated (0000,
 * 1212, 123123), two of them in turn (1122), a run (1234, 9876), a year (2026), or a way across the PIN pad (2580).
 *
 * @param pin digits alone, four or more
 */
export function isEasyPin(pin: string): boolean {
  const isYear = /^(19|20)\d\d$/.test(pin);
  const isRepeated = /^(\d{1,3})\1+$/.test(pin) || /^(\d)\1+(\d)\2+$/.test(pin);
  return isYear || isRepeated || isRun(pin) || ON_THE_PAD.includes(pin);
}

/** Whether each digit follows the one before it, upwards or downwards, as on a keyboard, where 0 comes after 9. */
function isRun(pin: string): boolean {
  const steps = [...pin]
    .slice(1)
    .map((digit, index) => (Number(digit) - Number(pin[index]) + 10) % 10);
  return steps.every((step) => step === 1) || steps.every((step) => step === 9);
}
