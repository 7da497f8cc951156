// `npm run words`: writes the types of the English catalogue anew, after somebody has changed its texts or keys.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { catalogueTypes, ENGLISH_FILE, ENGLISH_TYPES_FILE } from './catalogue-types.ts';

const root = path.resolve(import.meta.dirname, '..');
const json = readFileSync(path.join(root, ENGLISH_FILE), 'utf8');
writeFileSync(path.join(root, ENGLISH_TYPES_FILE), catalogueTypes(json));
