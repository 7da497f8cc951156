import { useEffect } from 'react';
import { guardFromScanners, guardPage } from './guard-page.ts';

/** Guards the page while it is shown: from visitors if it is locked, and in any case from what scanners type. */
export function useGuard(locked: boolean): void {
  useEffect(() => (locked ? guardPage(window) : guardFromScanners(window)), [locked]);
}
