import english from '../../shared/words/catalogues/en.json' with { type: 'json' };
import { compiled } from '../../shared/words/compile.ts';
import { type Compiled, numberIn, type Say, sayIn } from '../../shared/words/messages.ts';

/** The texts of a catalogue, in any language, as its file has them. */
export type Texts = typeof english;

/** A catalogue in any language, compiled. */
export type Catalogue = Compiled<Texts>;

/** The English catalogue. It is a part of the page, so that there always is one. */
export const ENGLISH: Catalogue = compiled(english);

/** The words of one language: a text for each key, or a function of the values that belong in it. */
export type Words = Say<Texts> & {
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
  return { ...sayIn<Texts>(language, catalogue), language, number: numberIn(language) };
}
