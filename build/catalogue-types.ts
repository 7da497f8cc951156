/** The English catalogue, below the repository's root. */
export const ENGLISH_FILE = 'shared/words/catalogues/en.json';

/** Where its types are, beside it. */
export const ENGLISH_TYPES_FILE = 'shared/words/catalogues/en.d.json.ts';

/**
 * Writes the types of a catalogue: the texts themselves, from which TypeScript learns the values of each message. In the
 * JSON alone, every text would be a `string` to it.
 *
 * @param json the catalogue's file
 */
export function catalogueTypes(json: string): string {
  // An object in JSON is a type of its own contents.
  const texts = JSON.stringify(JSON.parse(json), null, 2);
  return `// Made from en.json by \`npm run words\`.\ndeclare const english: ${texts};\nexport = english;\n`;
}
