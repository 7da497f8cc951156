import type { GetICUArgs } from '@schummar/icu-type-parser';
import format, { type CompiledMessage } from 'icu-minify/format';

/** The values that a message asks for: a number for `{count, plural, …}` or `{ms, number}`, and a text for `{name}`. */
type Values<Text extends string> = GetICUArgs<
  Text,
  { ICUArgument: string; ICUNumberArgument: number; ICUDateArgument: never }
>;

/** The words that a catalogue gives: a text for each key, or a function of the values that belong in it. */
export type Say<Texts> = Texts extends string
  ? keyof Values<Texts> extends never
    ? string
    : (values: Values<Texts>) => string
  : { readonly [Key in keyof Texts]: Say<Texts[Key]> };

/** A catalogue with the same keys, in any language, whose messages have been compiled. */
export type Compiled<Texts> = Texts extends string
  ? CompiledMessage
  : { readonly [Key in keyof Texts]: Compiled<Texts[Key]> };

type Formatters = Parameters<typeof format>[3]['formatters'];

/**
 * Makes a compiled catalogue usable: a message with values becomes a function, so that nobody can forget one.
 *
 * A number is written as the language writes it, with one decimal place at most. A text goes in as it is, so pass a
 * number as a text if it is to be typed or copied; one that runs the other way is isolated. The values are not searched
 * for messages: a brace in somebody's name is part of the name.
 *
 * @param language a BCP 47 tag, whose rules for plurals and numbers apply
 */
export function sayIn<Texts>(language: string, catalogue: Compiled<Texts>): Say<Texts> {
  const formatters = formattersIn(language);
  const isolated = isolatingIn(language);
  const say = (messages: unknown): unknown => {
    if (typeof messages === 'string') return messages;
    if (Array.isArray(messages)) {
      const message: CompiledMessage = messages;
      return (values: Record<string, string | number>) =>
        format(message, language, isolated(values), { formatters });
    }
    const entries = Object.entries(messages as Record<string, unknown>);
    return Object.fromEntries(entries.map(([key, each]) => [key, say(each)]));
  };
  return say(catalogue) as Say<Texts>;
}

/** Letters of the scripts that run from right to left: Hebrew, Arabic and those between and after them. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/u;

/**
 * Keeps a text within a message apart from what is around it, so that a Latin name in an Arabic sentence, or an Arabic
 * one in an English sentence, neither moves nor is moved by the punctuation beside it. What runs as the sentence does
 * goes in as it is.
 */
function isolatingIn(language: string) {
  const sentenceRunsLeft = /^(ar|ur)\b/.test(language);
  return (values: Record<string, string | number>) =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => {
        const isForeign =
          typeof value === 'string' && (sentenceRunsLeft || RIGHT_TO_LEFT.test(value));
        return [name, isForeign ? `\u2068${value}\u2069` : value];
      }),
    );
}

/** Writes numbers as a language writes them, with one decimal place at most. */
export function numberIn(language: string): (value: number) => string {
  const format = numberFormat(language);
  return (value) => format.format(value);
}

function numberFormat(language: string): Intl.NumberFormat {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
}

/** What messages of one language are written with. Making these takes longer than using them many times. */
function formattersIn(language: string): Formatters {
  const plurals = new Intl.PluralRules(language);
  const numbers = numberFormat(language);
  return {
    getPluralRules: () => plurals,
    getNumberFormat: () => numbers,
    // No message has a date: `venue-time.ts` writes times, in the venue's zone.
    getDateTimeFormat: (...given) => new Intl.DateTimeFormat(...given),
  };
}
