/** Straight down the middle of a PIN pad, and up again. */
const ON_THE_PAD = ['2580', '0852'];

/**
 * Whether a PIN is one that people try first: one digit or two repeated (0000, 1212), a run (1234, 9876), a year
 * (2026), or the middle of the PIN pad.
 *
 * @param pin digits alone
 */
export function isEasyPin(pin: string): boolean {
  const isYear = /^(19|20)\d\d$/.test(pin);
  const isRepeated = /^(\d{1,2})\1+$/.test(pin);
  return isYear || isRepeated || isRun(pin) || ON_THE_PAD.includes(pin);
}

/** Whether each digit follows the one before it, upwards or downwards, as on a keyboard, where 0 comes after 9. */
function isRun(pin: string): boolean {
  const steps = [...pin]
    .slice(1)
    .map((digit, index) => (Number(digit) - Number(pin[index]) + 10) % 10);
  return steps.every((step) => step === 1) || steps.every((step) => step === 9);
}
