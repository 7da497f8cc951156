/** The fields into which a person types. */
const TYPED_INTO =
  'textarea, input:not([type]), input:is([type=text], [type=search], [type=url], [type=tel], [type=email], [type=password], [type=number])';

/** A field as it was when the burst began. */
export type RememberedField = {
  /** Gives the field its old text and selection again. */
  restore: () => void;
  /** Types a text into the field as it is now. */
  type: (text: string) => void;
};

type Field = HTMLInputElement | HTMLTextAreaElement;

/** Remembers the field that has the focus. Returns null if nothing can be typed into that. */
export function rememberField(document: Document): RememberedField | null {
  const element = document.activeElement;
  if (element?.matches('select')) return rememberChoice(element as HTMLSelectElement);
  if (!element?.matches(TYPED_INTO)) return null;
  const field = element as Field;
  if (field.readOnly || field.disabled) return null;
  const { value, selectionStart, selectionEnd } = field;

  return {
    restore() {
      if (field.value === value) return;
      setValue(field, value);
      select(field, selectionStart, selectionEnd);
    },
    type(text) {
      const { value: now } = field;
      // Number and e-mail fields don't report a selection. Whoever types in one has the caret at its end.
      const start = field.selectionStart ?? now.length;
      const end = field.selectionEnd ?? now.length;
      const longer = now.slice(0, start) + text + now.slice(end);
      if (field.maxLength >= 0 && longer.length > field.maxLength) return;
      setValue(field, longer);
      select(field, start + text.length, start + text.length);
    },
  };
}

/** Remembers what is chosen in a list. Typing there chooses the entry that begins with the letters typed. */
function rememberChoice(list: HTMLSelectElement): RememberedField {
  const { value } = list;
  return {
    restore() {
      if (list.value === value) return;
      list.value = value;
      list.dispatchEvent(new Event('change', { bubbles: true }));
    },
    type() {},
  };
}

/**
 * Sets the text by the browser's own setter. React puts a setter of its own on the element, and mistakes a change made
 * through that one for one that it made itself.
 */
function setValue(field: Field, value: string): void {
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

function select(field: Field, start: number | null, end: number | null): void {
  if (field.selectionStart !== null) field.setSelectionRange(start, end);
}
