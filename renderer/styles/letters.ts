import '@fontsource-variable/inter';
import '@fontsource-variable/noto-sans-arabic';
import '@fontsource-variable/noto-sans-devanagari';
import '@fontsource-variable/noto-sans-jp';
import '@fontsource-variable/noto-sans-sc';
import './letters.css';

/**
 * Loads the fonts that a text in this language needs, so that its letters are there as soon as it is shown. A font that
 * nothing calls for is loaded when a letter needs it, and until then the letter can't be seen.
 */
export async function loadLetters(language: string, text: string): Promise<void> {
  // The style sheet knows the fonts. It is asked on an element of that language, which the page itself need not have yet.
  const asked = document.createElement('span');
  asked.lang = language;
  document.head.append(asked);
  const fonts = getComputedStyle(asked).getPropertyValue('--own-fonts');
  asked.remove();
  // A font that can't be had is no reason to stop: the next in the list draws the letters.
  await document.fonts.load(`1em ${fonts}`, text).catch(() => []);
}

const INVITING = 'main[data-shown="idle"]';

/** The size and the weight of a text. */
export type TextStyle = { size: string; weight: string };

/**
 * Draws these letters once where nobody sees them. Chromium makes each font ready for a size and a weight when it first
 * draws with them, and for the many fonts of Chinese or Japanese that takes longer than all else when the language
 * changes.
 */
export function rehearse(language: string, letters: string, { size, weight }: TextStyle): void {
  const line = document.createElement('p');
  line.lang = language;
  line.className = 'rehearsal';
  line.style.fontSize = size;
  line.style.fontWeight = weight;
  line.textContent = letters;
  document.body.append(line);
  // Asking for its place lays it out.
  line.getBoundingClientRect();
  line.remove();
}

/** Whether the page invites visitors now, and shows nobody a result. */
export function isInviting(): boolean {
  return document.querySelector(INVITING) !== null;
}

/** The sizes and the weights of the texts that the page invites visitors with now; none while it shows them something else. */
export function invitingStyles(): TextStyle[] {
  const styles = new Map<string, TextStyle>();
  const parts = `${INVITING} :is(.idle, .top-edge, .bottom-edge)`;
  for (const text of document.querySelectorAll(`${parts} :is(p, h1, h2, button, bdi, time)`)) {
    const { fontSize: size, fontWeight: weight } = getComputedStyle(text);
    styles.set(`${size} ${weight}`, { size, weight });
  }
  return [...styles.values()];
}
