import type { ENGLISH } from './en.ts';
import type { Plural } from './plural.ts';

type Value = string | number;

/** The names between braces in a message. */
type ParameterOf<Text> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParameterOf<Rest>
  : never;

type Message<Text extends string> = [ParameterOf<Text>] extends [never]
  ? string
  : (values: Record<ParameterOf<Text>, Value>) => string;

type Say<Data> = Data extends string
  ? Message<Data>
  : Data extends { readonly plural: infer Forms }
    ? (
        values: { count: number } & Record<
          Exclude<ParameterOf<Forms[keyof Forms]>, 'count'>,
          Value
        >,
      ) => string
    : { readonly [Key in keyof Data]: Say<Data[Key]> };

type Translated<Data> = Data extends string
  ? string
  : Data extends { readonly plural: unknown }
    ? Plural
    : { readonly [Key in keyof Data]: Translated<Data[Key]> };

/** What a catalogue in any language has: the keys of the English one, and nothing else. */
export type Catalogue = Translated<typeof ENGLISH>;

/** Nothing more to ask where the names are the same, and else a type that says what they must be. */
type SameNames<Names, OwnNames> = [Names, OwnNames] extends [OwnNames, Names]
  ? unknown
  : { readonly theNamesInBracesMustBe: Names };

/** What remains to be asked of a catalogue that has the right keys: the values that each message takes. */
type SameValues<English, Own> = Own extends string
  ? SameNames<ParameterOf<English>, ParameterOf<Own>>
  : English extends { readonly plural: infer Forms }
    ? Own extends { readonly plural: infer OwnForms }
      ? SameNames<
          ParameterOf<Forms[keyof Forms]> | 'count',
          ParameterOf<OwnForms[keyof OwnForms]> | 'count'
        >
      : never
    : { readonly [Key in keyof Own & keyof English]: SameValues<English[Key], Own[Key]> };

/**
 * A catalogue in another language. It doesn't compile unless it has the keys of the English one, and each message the
 * same names in braces. Only `count` may be left out of a plural's forms.
 */
export function translation<const Own extends Catalogue>(
  catalogue: Own & SameValues<typeof ENGLISH, NoInfer<Own>>,
): Catalogue {
  return catalogue;
}

/** The words of one language: a text for each key, or a function of the values that belong into it. */
export type Words = Say<typeof ENGLISH>;

/**
 * Makes a catalogue usable: a message with parameters becomes a function, so that a value can't be forgotten.
 *
 * @param language a BCP 47 tag, whose plural rule applies
 */
export function wordsIn(language: string, catalogue: Catalogue): Words {
  const rule = new Intl.PluralRules(language);
  return sayOf(catalogue, rule) as Words;
}

function sayOf(data: unknown, rule: Intl.PluralRules): unknown {
  if (typeof data === 'string') {
    return /\{\w+\}/.test(data) ? (values: Record<string, Value>) => filled(data, values) : data;
  }
  if (isPlural(data)) {
    const { plural } = data;
    return (values: { count: number } & Record<string, Value>) =>
      filled(plural[rule.select(values.count)] ?? plural.other, values);
  }
  const entries = Object.entries(data as Record<string, unknown>);
  return Object.fromEntries(entries.map(([key, value]) => [key, sayOf(value, rule)]));
}

function isPlural(data: unknown): data is Plural {
  return typeof data === 'object' && data !== null && 'plural' in data;
}

/** The values go in as they are: a brace in somebody's name is no parameter. */
function filled(text: string, values: Record<string, Value>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
}
