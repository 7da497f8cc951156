import compile from 'icu-minify/compile';

/** What a message is made of, besides its words. */
export type MessageParts = {
  /** Its values: a number is one that the language writes, or counts by. */
  values: Map<string, 'text' | 'number'>;
  /** The values by which it chooses a form, with the forms that it has. */
  plurals: Map<string, string[]>;
  /** The values that only some of a plural's forms have. */
  lost: string[];
};

/** How `icu-minify` marks what a value in a compiled message is. */
const PLURAL = 2;
const NUMBER = 4;

/** Takes a message apart. It throws if the message can't be read, or has something else than values and plurals. */
export function partsOf(text: string): MessageParts {
  const parts: MessageParts = { values: new Map(), plurals: new Map(), lost: [] };
  addParts(compile(text), parts);
  return parts;
}

function addParts(compiled: unknown, parts: MessageParts): void {
  // A single text, or the number in a plural's form.
  if (!Array.isArray(compiled)) return;
  for (const node of compiled) {
    if (!Array.isArray(node)) continue;
    const [name, type, forms] = node;
    if (type === undefined) parts.values.set(name, 'text');
    else if (type === NUMBER && forms === undefined) parts.values.set(name, 'number');
    else if (type === PLURAL) addPlural(name, forms, parts);
    else throw new Error(`{${name}} is neither a value nor a plural`);
  }
}

function addPlural(name: string, forms: Record<string, unknown>, parts: MessageParts): void {
  parts.values.set(name, 'number');
  parts.plurals.set(name, Object.keys(forms));
  const inForms = Object.values(forms).map((form) => {
    const inForm: MessageParts = { values: new Map(), plurals: parts.plurals, lost: parts.lost };
    addParts(form, inForm);
    return inForm.values;
  });
  for (const [value, type] of inForms.flatMap((values) => [...values])) {
    parts.values.set(value, type);
    if (!inForms.every((values) => values.has(value))) parts.lost.push(value);
  }
}
