/** Types a text into a field where its caret is, as a key of a keyboard does. */
export function typeInto(field: HTMLInputElement, text: string): void {
  const { start, end } = selectionOf(field);
  change(field, start, end, text);
}

/** Deletes what is selected in a field, or else the character before its caret. */
export function deleteIn(field: HTMLInputElement): void {
  const { start, end } = selectionOf(field);
  const [last = ''] = [...field.value.slice(0, start)].slice(-1);
  change(field, start === end ? start - last.length : start, end, '');
}

/** What comes after a field: another one to type into, something that is chosen by touch, or nothing more. */
export type After = { is: 'field'; field: HTMLInputElement } | { is: 'choice' } | { is: 'submit' };

/** What a person who has typed into a field does next in its form. */
export function afterIn(field: HTMLInputElement): After {
  const all = [...(field.form?.elements ?? [])];
  const next = all
    .slice(all.indexOf(field) + 1)
    .find(
      (each) =>
        !(each instanceof HTMLButtonElement) &&
        !each.matches(':disabled') &&
        each.checkVisibility(),
    );
  if (!next) return { is: 'submit' };
  const takesText = next instanceof HTMLInputElement && /^(text|password)$/.test(next.type);
  return takesText ? { is: 'field', field: next } : { is: 'choice' };
}

/** Takes what the keys have come to in the list of a field, if it has an open one. */
export function takeChosen(field: HTMLInputElement): void {
  const option = field.getAttribute('aria-activedescendant');
  if (option) document.getElementById(option)?.click();
}

function selectionOf({ value, selectionStart, selectionEnd }: HTMLInputElement) {
  return { start: selectionStart ?? value.length, end: selectionEnd ?? value.length };
}

function change(field: HTMLInputElement, start: number, end: number, text: string): void {
  const longer = field.value.slice(0, start) + text + field.value.slice(end);
  if (field.maxLength >= 0 && longer.length > field.maxLength) return;
  // The browser's own setter: React takes what is set by its own for a change that it made itself.
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, longer);
  field.setSelectionRange(start + text.length, start + text.length);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
