import { answerFacts, connectionFact, troubleFacts } from './confera-facts.ts';
import {
  clockFacts,
  copyFacts,
  damagedFileFacts,
  deviceFacts,
  hubHostFacts,
  reachFacts,
  salvageFacts,
  storageFacts,
  takenOverFacts,
  windowFacts,
} from './device-facts.ts';
import { type Fact, type Known, TONES } from './fact.ts';
import { cameraFacts, layoutFacts, scannerFacts, tooShortFacts } from './scanner-facts.ts';
import { backlogFacts, elsewhereFacts, queueFact } from './waiting-facts.ts';

/** Everything that staff should know about this kiosk, with the worst first. */
export function factsOf(known: Known): Fact[] {
  const facts = [
    ...reachFacts(known),
    ...storageFacts(known),
    connectionFact(known),
    ...backlogFacts(known),
    queueFact(known),
    ...elsewhereFacts(known),
    ...answerFacts(known),
    ...troubleFacts(known),
    ...clockFacts(known),
    ...salvageFacts(known),
    ...damagedFileFacts(known),
    ...hubHostFacts(known),
    ...copyFacts(known),
    ...takenOverFacts(known),
    ...cameraFacts(known),
    ...scannerFacts(known),
    ...layoutFacts(known),
    ...tooShortFacts(known),
    ...windowFacts(known),
    ...deviceFacts(known),
  ];
  return facts.sort((a, b) => TONES.indexOf(a.tone) - TONES.indexOf(b.tone));
}
