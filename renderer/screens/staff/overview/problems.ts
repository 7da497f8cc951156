import { connectionProblems, troubleProblems } from './confera-problems.ts';
import {
  checkProblems,
  clockProblems,
  copyProblems,
  damagedFileProblems,
  hubHostProblems,
  hubProblems,
  reachProblems,
  salvageProblems,
  storageProblems,
  takenOverProblems,
  windowProblems,
} from './device-problems.ts';
import { type Known, type Problem, TONES } from './fact.ts';
import {
  cameraProblems,
  layoutProblems,
  scannerProblems,
  tooShortProblems,
} from './scanner-problems.ts';
import { attentionProblems, backlogProblems, elsewhereProblems } from './waiting-problems.ts';

/**
 * Everything that needs attention, the worst first. This is the only source of it: whatever else is on the page says how
 * the kiosk is, and never whether somebody has to do something.
 */
export function problemsOf(known: Known): Problem[] {
  const problems = [
    ...reachProblems(known),
    ...storageProblems(known),
    ...connectionProblems(known),
    ...backlogProblems(known),
    ...clockProblems(known),
    ...copyProblems(known),
    ...hubHostProblems(known),
    ...hubProblems(known),
    ...salvageProblems(known),
    ...takenOverProblems(known),
    ...attentionProblems(known),
    ...elsewhereProblems(known),
    ...troubleProblems(known),
    ...damagedFileProblems(known),
    ...cameraProblems(known),
    ...scannerProblems(known),
    ...layoutProblems(known),
    ...tooShortProblems(known),
    ...windowProblems(known),
    ...checkProblems(known),
  ];
  return problems.sort((a, b) => TONES.indexOf(a.tone) - TONES.indexOf(b.tone));
}
