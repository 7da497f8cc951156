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

/** Does what Enter does in a field: it takes what is chosen in the field's list, or else submits the form. */
export function pressEnter(field: HTMLInputElement): void {
  const option = field.getAttribute('aria-activedescendant');
  if (option) document.getElementById(option)?.click();
  else field.form?.requestSubmit();
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
