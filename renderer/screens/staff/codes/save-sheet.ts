import type { BridgeClient } from '../../../../shared/bridge/bridge.ts';
import { downloadFile } from '../../../settings-form/download-file.ts';
import type { Sentence } from '../../../words/use-words.ts';

/**
 * Saves the file of a sheet. The shell writes it itself; in a browser the page hands it over.
 *
 * @param name of the sheet, in capital letters
 * @returns `locked` if staff have to enter their PIN first, otherwise what to tell them
 */
export async function saveSheet(
  kiosk: BridgeClient,
  name: string,
  html: string,
): Promise<'locked' | Sentence> {
  const fileName = `set-up-codes-${name}.html`;
  const answer = await kiosk.saveSheet({ fileName, html });
  if (!answer.ok) {
    if (answer.problem === 'locked') return 'locked';
    const { folder } = answer;
    return ({ exported }) => exported.notSaved({ folder });
  }
  const { savedAs } = answer;
  if (savedAs === null) {
    downloadFile(fileName, html, 'text/html');
    return ({ exported }) => exported.offered({ file: fileName });
  }
  return ({ exported }) => exported.saved({ file: savedAs });
}
