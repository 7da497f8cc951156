import type { BridgeClient, BridgeInput, BridgeOutput } from '../../../../shared/bridge/bridge.ts';
import { downloadFile } from '../../../settings-form/download-file.ts';
import { joined } from '../../../words/join.ts';
import type { Sentence } from '../../../words/use-words.ts';

/** What came of it: `locked` if staff have to enter their PIN first, otherwise what to tell them. */
export type Saved = 'locked' | Sentence;

type Wanted = Pick<BridgeInput<'exportScans'>, 'what' | 'day' | 'to'>;

/**
 * Saves scans as a table. Where the browser saves it, the page fetches it piece by piece, and each piece is handed to the
 * browser at once, so that a million scans need little memory here.
 *
 * @param onCount told how many scans there are so far
 */
export async function saveScans(
  kiosk: BridgeClient,
  wanted: Wanted,
  onCount: (count: number) => void,
): Promise<Saved> {
  const pieces: Blob[] = [];
  let count = 0;
  let after: number | null = null;
  for (;;) {
    const answer: BridgeOutput<'exportScans'> = await kiosk.exportScans({ ...wanted, after });
    if (!answer.ok) return problemIn(answer);
    const { fileName, csv, savedAs, next } = answer;
    count += answer.count;
    if (csv !== null) pieces.push(new Blob([csv]));
    if (next === null) {
      if (csv !== null) downloadFile(fileName, pieces, 'text/csv');
      return savedSentence({ fileName, savedAs, to: wanted.to, count });
    }
    onCount(count);
    after = next;
  }
}

/** Saves what helps whoever looks into a fault. */
export async function saveDiagnostics(kiosk: BridgeClient, to: string | null): Promise<Saved> {
  const answer = await kiosk.makeDiagnostics({ to });
  if (!answer.ok) return problemIn(answer);
  const { fileName, zip, savedAs } = answer;
  if (zip !== null) {
    downloadFile(fileName, [Uint8Array.fromBase64(zip)], 'application/zip');
  }
  return savedSentence({ fileName, savedAs, to, count: null });
}

type File = { fileName: string; savedAs: string | null; to: string | null; count: number | null };

function savedSentence({ fileName, savedAs, to, count }: File): Sentence {
  return (words) => {
    const { exported, files } = words;
    return joined(words, 'sentences', [
      savedAs === null ? exported.offered({ file: fileName }) : exported.saved({ file: savedAs }),
      ...(count === null ? [] : [files.holds({ count })]),
      ...(to === null ? [] : [files.pull]),
    ]);
  };
}

type Problem = Extract<BridgeOutput<'exportScans' | 'makeDiagnostics'>, { ok: false }>;

function problemIn(answer: Problem): Saved {
  switch (answer.problem) {
    case 'locked':
      return 'locked';
    case 'not-saved':
      return ({ exported }) => exported.notSaved({ folder: answer.folder });
    case 'no-drive':
      return ({ files }) => files.noDrive;
    case 'not-running':
    case 'unreadable':
      return ({ notNow }) => notNow[answer.problem];
  }
}
