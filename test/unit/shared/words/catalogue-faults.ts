import { messagesOf } from './keys.ts';
import { type MessageParts, partsOf } from './message-parts.ts';

/**
 * Finds what is wrong with a catalogue, beside the English one.
 *
 * @param tag the BCP 47 tag of its language
 */
export function faultsOf(tag: string, texts: object, english: object): string[] {
  const forms = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
  const own = messagesOf(texts);
  const wanted = messagesOf(english);
  const missing = [...wanted.keys()].filter((key) => !own.has(key));
  const unknown = [...own.keys()].filter((key) => !wanted.has(key));
  const inMessages = [...own].flatMap(([key, text]) => {
    const model = wanted.get(key);
    return model === undefined
      ? []
      : messageFaults(text, String(model), forms).map((fault) => `${key}: ${fault}`);
  });
  return [
    ...missing.map((key) => `${key}: missing`),
    ...unknown.map((key) => `${key}: unknown`),
    ...inMessages,
  ];
}

function messageFaults(text: unknown, english: string, forms: readonly string[]): string[] {
  if (typeof text !== 'string' || text.trim() === '') return ['has no words'];
  if (text !== text.trim()) return ['begins or ends with a space'];
  try {
    const parts = partsOf(text);
    const model = partsOf(english);
    return [...valueFaults(parts, model), ...pluralFaults(parts, model, forms)];
  } catch (error) {
    return [`can't be read: ${error instanceof Error ? error.message : error}`];
  }
}

function valueFaults(parts: MessageParts, model: MessageParts): string[] {
  const lost = [...model.values.keys()].filter((name) => !parts.values.has(name));
  const invented = [...parts.values.keys()].filter((name) => !model.values.has(name));
  const changed = [...parts.values].filter(([name, type]) => {
    const expected = model.values.get(name);
    return expected !== undefined && expected !== type;
  });
  return [
    ...lost.map((name) => `lost {${name}}`),
    ...invented.map((name) => `invented {${name}}`),
    ...changed.map(([name, type]) => `{${name}} must not be a ${type}`),
    ...parts.lost.map((name) => `not every form has {${name}}`),
  ];
}

function pluralFaults(
  parts: MessageParts,
  model: MessageParts,
  forms: readonly string[],
): string[] {
  const counted = new Set([
    ...parts.plurals.keys(),
    ...(forms.length > 1 ? model.plurals.keys() : []),
  ]);
  return [...counted].flatMap((name) => {
    const own = parts.plurals.get(name) ?? [];
    const lacking = forms.filter((form) => !own.includes(form));
    // `=1` stands for that very number.
    const needless = own.filter((form) => !forms.includes(form) && !/^=\d+$/.test(form));
    return [
      ...(lacking.length > 0 ? [`{${name}} lacks the plural form ${lacking.join(', ')}`] : []),
      ...needless.map((form) => `{${name}} has no plural form ${form} in this language`),
    ];
  });
}
