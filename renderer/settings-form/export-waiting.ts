import type { BridgeClient } from '../../shared/bridge/bridge.ts';
import type { Sentence } from '../words/use-words.ts';
import { downloadFile } from './download-file.ts';

/** What came of an export: `locked` if staff have to enter their PIN first, otherwise what to tell them. */
export type Export = 'locked' | { done: boolean; told: Sentence };

/** Exports the scans that wait. The shell saves the file itself; in a browser the page hands it over. */
export async function exportWaiting(kiosk: BridgeClient): Promise<Export> {
  const answer = await kiosk.exportWaiting({});
  if (!answer.ok) {
    if (answer.problem === 'locked') return 'locked';
    const told: Sentence = ({ exported, notNow }) =>
      answer.problem === 'not-saved'
        ? exported.notSaved({ folder: answer.folder })
        : notNow[answer.problem];
    return { done: false, told };
  }
  const { fileName, csv, savedAs, complete } = answer;
  if (csv !== null) downloadFile(fileName, csv, 'text/csv');
  const told: Sentence = ({ exported }) => {
    const what =
      savedAs === null ? exported.offered({ file: fileName }) : exported.saved({ file: savedAs });
    return complete ? what : `${what} ${exported.inPart}`;
  };
  return { done: true, told };
}
