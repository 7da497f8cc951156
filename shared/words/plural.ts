/** A message with a form for each plural category of its language, chosen by the value of `count`. */
export type Plural = {
  readonly plural: { readonly other: string } & {
    readonly [C in Intl.LDMLPluralRule]?: string;
  };
};
