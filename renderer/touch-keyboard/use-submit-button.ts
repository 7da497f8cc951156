import { useEffect, useState } from 'react';

/**
 * The button that submits the form of a field, wherever it stands: what it is called now, and whether it does nothing at
 * the moment. Both are taken from the page, since they change while the keyboard is up.
 */
export function useSubmitButton({ form }: HTMLInputElement): { label: string; isBusy: boolean } {
  const [shown, show] = useState({ label: '', isBusy: false });
  useEffect(() => {
    const button = [...(form?.elements ?? [])].find(
      (each) => each instanceof HTMLButtonElement && each.type === 'submit',
    );
    if (!button) return;
    const look = () => show({ label: button.textContent, isBusy: button.ariaDisabled === 'true' });
    look();
    const observer = new MutationObserver(look);
    observer.observe(button, {
      attributeFilter: ['aria-disabled'],
      childList: true,
      characterData: true,
      subtree: true,
    });
    return () => observer.disconnect();
  }, [form]);
  return shown;
}
