import { useEffect, useState } from 'react';

/** How long the sessions of one turn stay, in milliseconds: as long as it takes to read three of them twice. */
const TURN_MS = 8000;

/** Counts up while there is more than one turn. It stays at 0 for people who asked for no motion. */
export function useTurn(turns: number): number {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (turns < 2 || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const timer = setInterval(() => setTurn((before) => before + 1), TURN_MS);
    return () => {
      clearInterval(timer);
      setTurn(0);
    };
  }, [turns]);
  return turn;
}
