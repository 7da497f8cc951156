/** The end of a code, which is the most that a log or a list may show of it: four characters, or half of a short code. */
export function codeTail(code: string): string {
  const characters = [...code];
  const shown = characters.length > 8 ? 4 : Math.floor(characters.length / 2);
  return characters.slice(characters.length - shown).join('');
}
