const PRESSED_BY_BOTH = 'button, summary, input:is([type=submit], [type=button], [type=reset])';
const SUBMITS = 'button[type=submit], button:not([type]), input[type=submit]';

/** Whether a key would press something: a button, or by Enter the one that sends the field's form. */
export function isPress(event: KeyboardEvent, { activeElement }: Document): boolean {
  const { key, ctrlKey, altKey, metaKey, isComposing } = event;
  if ((key !== 'Enter' && key !== ' ') || ctrlKey || altKey || metaKey || isComposing) return false;
  return (
    activeElement?.matches(PRESSED_BY_BOTH) || (key === 'Enter' && formOf(activeElement) !== null)
  );
}

/**
 * Does later what the key would have done now.
 *
 * @returns what does it, unless the button is gone by then
 */
export function holdPress({ key }: KeyboardEvent, { activeElement }: Document): () => void {
  const form = key === 'Enter' ? formOf(activeElement) : null;
  const target = form
    ? form.querySelector<HTMLElement>(SUBMITS)
    : (activeElement as HTMLElement | null);
  return () => {
    if (target?.isConnected) target.click();
    else if (form?.isConnected) form.requestSubmit();
  };
}

/** The form that Enter sends from here. */
function formOf(element: Element | null): HTMLFormElement | null {
  return element instanceof HTMLInputElement && !element.matches(PRESSED_BY_BOTH)
    ? element.form
    : null;
}
