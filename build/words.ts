// `npm run words`: writes the types of the English catalogue anew, after somebody has changed its texts or keys.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { flagsOrExit } from '../electron/process/flags.ts';
import { catalogueTypes, ENGLISH_FILE, ENGLISH_TYPES_FILE } from './catalogue-types.ts';

const HELP = `Writes the types of the English words, from which TypeScript knows each message and its values:
${ENGLISH_TYPES_FILE}

  --help               show this

Run it after a change of ${ENGLISH_FILE}.
`;

flagsOrExit(HELP, {});
const root = path.resolve(import.meta.dirname, '..');
const json = readFileSync(path.join(root, ENGLISH_FILE), 'utf8');
writeFileSync(path.join(root, ENGLISH_TYPES_FILE), catalogueTypes(json));
