import { useState } from 'react';
import type { BridgeClient, BridgeOutput } from '../../shared/bridge/bridge.ts';
import { LARGEST_LOGO, LONGEST_SIDE, type LogoProblem } from '../../shared/bridge/logo.ts';
import { type Sentence, useTold } from '../words/use-words.ts';
import { encodeLogo } from './encode-logo.ts';

/** Takes a file as the logo, or removes the logo, and says what came of it. */
export function useLogo(kiosk: BridgeClient, onLocked: () => void) {
  const [told, tell] = useTold();
  const [isBad, setBad] = useState(false);
  const [busy, setBusy] = useState(false);

  function say(sentence: Sentence, bad: boolean) {
    setBad(bad);
    tell(sentence);
  }

  /** @returns whether the kiosk has done it */
  function heard(answer: BridgeOutput<'saveLogo'>): boolean {
    if (answer.ok) return true;
    if (answer.problem === 'locked') onLocked();
    else say(sentenceFor(answer.why), true);
    return false;
  }

  async function choose(file: File) {
    // Nothing larger is even read.
    if (file.size > LARGEST_LOGO) return say(sentenceFor('too-large'), true);
    if (!heard(await kiosk.checkLogo({ file: await base64(file) }))) return;
    const png = await encodeLogo(file);
    if (png === null) return say(sentenceFor('damaged'), true);
    if (heard(await kiosk.saveLogo({ png: await base64(png) }))) {
      say(({ logo }) => logo.saved, false);
    }
  }

  async function remove() {
    if (heard(await kiosk.removeLogo({}))) say(({ logo }) => logo.removed, false);
  }

  function attempt(work: () => Promise<unknown>): void {
    tell(null);
    setBusy(true);
    work()
      .catch(() => say(({ staff }) => staff.noAnswer, true))
      .finally(() => setBusy(false));
  }

  return {
    told,
    isBad,
    busy,
    choose: (file: File) => attempt(() => choose(file)),
    remove: () => attempt(remove),
  };
}

function sentenceFor(why: LogoProblem): Sentence {
  return ({ logo: { problem } }) =>
    why === 'too-many-pixels' ? problem[why]({ side: LONGEST_SIDE }) : problem[why];
}

async function base64(file: Blob): Promise<string> {
  return new Uint8Array(await file.arrayBuffer()).toBase64();
}
