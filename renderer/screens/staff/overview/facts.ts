import { answerFacts, connectionFact, pastTroubleFacts } from './confera-facts.ts';
import { clockFacts, deviceFacts, storageFact, windowFacts } from './device-facts.ts';
import type { Fact, Known } from './fact.ts';
import { cameraFacts, layoutFacts, scannerFacts } from './scanner-facts.ts';
import { queueFact } from './waiting-facts.ts';

/** How this kiosk is. What needs attention is told by `problemsOf` alone. */
export function factsOf(known: Known): Fact[] {
  // A page that can't reach the core shows what it last heard, which may be wrong by now.
  if (!known.reachable) return deviceFacts(known);
  return [
    connectionFact(known),
    queueFact(known),
    ...answerFacts(known),
    ...pastTroubleFacts(known),
    ...clockFacts(known),
    storageFact(known),
    ...cameraFacts(known),
    ...scannerFacts(known),
    ...layoutFacts(known),
    ...windowFacts(known),
    ...deviceFacts(known),
  ];
}
