const TYPED_INTO =
  'textarea, input:not([type]), input:is([type=text], [type=search], [type=url], [type=tel], [type=email], [type=password], [type=number])';

/** A field as it was at one moment. */
export type FieldMemory = {
  /** Makes it so again, text and selection. */
  restore: () => void;
  /** Types a text into it as it is now. */
  type: (text: string) => void;
};

type Field = HTMLInputElement | HTMLTextAreaElement;

/** Remembers the field that has the focus, or null where nothing can be typed into. */
export function rememberField(document: Document): FieldMemory | null {
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
      // Number and e-mail fields tell no selection: the caret is at the end of what is being typed.
      const start = field.selectionStart ?? now.length;
      const end = field.selectionEnd ?? now.length;
      const longer = now.slice(0, start) + text + now.slice(end);
      if (field.maxLength >= 0 && longer.length > field.maxLength) return;
      setValue(field, longer);
      select(field, start + text.length, start + text.length);
    },
  };
}

/** A list chooses by the first letters that are typed at it. */
function rememberChoice(list: HTMLSelectElement): FieldMemory {
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

/** By the browser's own setter, past the one that React puts on the element to know what it has rendered itself. */
function setValue(field: Field, value: string): void {
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

function select(field: Field, start: number | null, end: number | null): void {
  if (field.selectionStart !== null) field.setSelectionRange(start, end);
}
