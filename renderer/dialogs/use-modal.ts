import { type RefObject, useLayoutEffect, useRef } from 'react';

/**
 * Opens a dialog over the rest of the page as long as it is there. When it is gone, whatever had the focus before has it
 * again.
 */
export function useModal(): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const opened = dialog.current;
    opened?.showModal();
    // A dialog that is taken away while it is open doesn't give the focus back.
    return () => opened?.close();
  }, []);
  return dialog;
}
