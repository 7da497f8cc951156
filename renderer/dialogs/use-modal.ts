import { type RefObject, useLayoutEffect, useRef } from 'react';

/**
 * Opens a dialog over the rest of the page as long as it is there. `useKeptFocus` then gives the focus back to what had it
 * before. To close the dialog here would do so as well, but only after laying out a page that is about to change.
 */
export function useModal(): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => dialog.current?.showModal(), []);
  return dialog;
}
