import { useMemo, useSyncExternalStore } from 'react';

/** Whether the screen matches a media query, as in CSS. It follows changes, such as a turned display. */
export function useMedia(query: string): boolean {
  const { subscribe, matches } = useMemo(() => watched(query), [query]);
  return useSyncExternalStore(subscribe, matches);
}

function watched(query: string) {
  const list = matchMedia(query);
  return {
    subscribe: (onChange: () => void) => {
      list.addEventListener('change', onChange);
      return () => list.removeEventListener('change', onChange);
    },
    matches: () => list.matches,
  };
}
