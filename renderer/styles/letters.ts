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
