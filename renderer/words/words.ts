import {
  numberIn,
  type ParameterOf,
  type Say,
  sayIn,
  type Translated,
} from '../../shared/words/messages.ts';
import type { ENGLISH } from './en.ts';

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

/** The words of one language: a text for each key, or a function of the values that belong in it. */
export type Words = Say<typeof ENGLISH> & {
  /** A BCP 47 tag. */
  readonly language: string;
  /** A number that stands alone. One in a message is written by the message. */
  readonly number: (value: number) => string;
};

/**
 * Makes a catalogue usable.
 *
 * @param language a BCP 47 tag, whose rules for plurals and numbers apply
 */
export function wordsIn(language: string, catalogue: Catalogue): Words {
  return { ...sayIn<typeof ENGLISH>(language, catalogue), language, number: numberIn(language) };
}
