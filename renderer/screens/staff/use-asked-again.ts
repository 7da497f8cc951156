import { useEffect } from 'react';

/** How long after one answer the core is asked again, milliseconds. Sticks come and go, and devices tell how they are. */
const AGAIN_MS = 2500;

/**
 * Asks the core at once, and again a while after each answer, as long as the page is open.
 *
 * @param ask must stay the same between two drawings unless another question is to be asked. What it is given tells,
 * once the answer is there, that nobody wants it any more. It must not reject
 */
export function useAskedAgain(ask: (unwanted: AbortSignal) => Promise<void>): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const closing = new AbortController();
    async function again() {
      await ask(closing.signal);
      if (!closing.signal.aborted) timer = setTimeout(again, AGAIN_MS);
    }
    void again();
    return () => {
      closing.abort();
      clearTimeout(timer);
    };
  }, [ask]);
}
