import type { Plural } from './plural.ts';

type Value = string | number;

/** The names between braces in a message. */
export type ParameterOf<Text> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParameterOf<Rest>
  : never;

type Message<Text extends string> = [ParameterOf<Text>] extends [never]
  ? string
  : (values: Record<ParameterOf<Text>, Value>) => string;

/** The words that a catalogue gives: a text for each key, or a function of the values that belong in it. */
export type Say<Data> = Data extends string
  ? Message<Data>
  : Data extends { readonly plural: infer Forms }
    ? (
        values: { count: number } & Record<
          Exclude<ParameterOf<Forms[keyof Forms]>, 'count'>,
          Value
        >,
      ) => string
    : { readonly [Key in keyof Data]: Say<Data[Key]> };

/** What the same catalogue has in another language: the same keys, and nothing else. */
export type Translated<Data> = Data extends string
  ? string
  : Data extends { readonly plural: unknown }
    ? Plural
    : { readonly [Key in keyof Data]: Translated<Data[Key]> };

/**
 * Makes a catalogue usable: a message with parameters becomes a function, so that nobody can forget a value.
 *
 * A number is written as the language writes it, with one decimal place at most. A text goes in as it is, so pass the
 * text of a number that stands for something to be typed or copied.
 *
 * @param language a BCP 47 tag, whose rules for plurals and numbers apply
 */
export function sayIn<Data>(language: string, catalogue: Translated<Data>): Say<Data> {
  const plurals = new Intl.PluralRules(language);
  const number = numberIn(language);
  /** The values are not searched for parameters: a brace in somebody's name is part of the name. */
  const fill = (text: string, values: Record<string, Value>) =>
    text.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name];
      return typeof value === 'number' ? number(value) : String(value);
    });
  const say = (data: unknown): unknown => {
    if (typeof data === 'string') {
      return /\{\w+\}/.test(data) ? (values: Record<string, Value>) => fill(data, values) : data;
    }
    if (isPlural(data)) {
      const { plural } = data;
      return (values: { count: number } & Record<string, Value>) =>
        fill(plural[plurals.select(values.count)] ?? plural.other, values);
    }
    const entries = Object.entries(data as Record<string, unknown>);
    return Object.fromEntries(entries.map(([key, value]) => [key, say(value)]));
  };
  return say(catalogue) as Say<Data>;
}

/** Writes numbers as a language writes them, with one decimal place at most. */
export function numberIn(language: string): (value: number) => string {
  const format = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  return (value) => format.format(value);
}

function isPlural(data: unknown): data is Plural {
  return typeof data === 'object' && data !== null && 'plural' in data;
}
