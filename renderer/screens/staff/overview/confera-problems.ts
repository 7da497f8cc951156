// What is wrong on the way to Confera.
import type { KioskState } from '../../../../shared/bridge/kiosk-state.ts';
import type { Trouble } from '../../../../shared/bridge/trouble.ts';
import type { Reason } from '../../../../shared/scan/outcome.ts';
import { joined } from '../../../words/join.ts';
import { ago, type Known, type Mend, type Problem, since } from './fact.ts';
import { troubleWords } from './trouble-words.ts';

const KEY: Mend = { page: 'settings', at: 'apiKey' };
const ADDRESS: Mend = { page: 'settings', at: 'baseUrl' };
const CLOCK: Mend = { page: 'check', at: 'clock' };

/** The troubles whose remedy may be on this screen; the others are a matter of the network. */
const MENDS: Partial<Record<Trouble, Mend>> = {
  dns: ADDRESS,
  refused: ADDRESS,
  'certificate-early': CLOCK,
  'certificate-expired': CLOCK,
  'certificate-host': ADDRESS,
  tls: ADDRESS,
  redirect: ADDRESS,
  'sign-in': ADDRESS,
  'not-confera': ADDRESS,
};

/** That Confera refuses this device, or can't be reached. */
export function connectionProblems(known: Known): Problem[] {
  const { words, state, overview } = known;
  const { is, since: from } = state.connection;
  if (is === 'online') return [];
  const now = currentTrouble(known);
  return [
    {
      id: 'connection',
      tone: is === 'blocked' ? 'bad' : 'warn',
      what: words.facts.connection[is],
      age: since(known, from),
      detail: connectionDetail(known),
      mend: is === 'blocked' ? keyMend(state, overview) : ((now && MENDS[now.is]) ?? null),
    },
  ];
}

/** Where another key can be entered, unless it comes with each start. */
function keyMend({ connection }: KioskState, overview: Known['overview']): Mend | null {
  const isAboutKey = connection.reason === 'key-refused' || connection.reason === 'not-allowed';
  return isAboutKey && overview?.keyIsGiven === false ? KEY : null;
}

/** What to do about the connection. A trouble that is known says more than that there is no network. */
function connectionDetail(known: Known): string | null {
  const { words, state, overview } = known;
  const say = words.facts;
  const { is, reason } = state.connection;
  if (reason === null) return say.savedMeanwhile;
  const advice: Partial<Record<Reason, string>> = say.connectionDo;
  // Where the key can be changed isn't known before the core has answered.
  if (reason === 'key-refused' && !overview) return null;
  const isOutside = reason === 'key-refused' && overview?.keyIsGiven;
  const does = isOutside ? say.keyRefusedOutside : (advice[reason] ?? null);
  if (is === 'blocked') return does;
  const trouble = currentTrouble(known) ? troubleWords(words, overview) : does;
  return joined(words, 'sentences', [...(trouble ? [trouble] : []), say.savedMeanwhile]);
}

function currentTrouble({ overview }: Known) {
  return overview?.trouble && !overview.trouble.over ? overview.trouble : null;
}

/** What stands in the way of single scans although the device isn't offline. */
export function troubleProblems(known: Known): Problem[] {
  const { words, state, overview } = known;
  const trouble = currentTrouble(known);
  if (!trouble || state.connection.is === 'offline') return [];
  return [
    {
      id: 'trouble',
      tone: 'warn',
      what: words.facts.troubleNow,
      age: ago(known, trouble.at),
      detail: troubleWords(words, overview),
      mend: MENDS[trouble.is] ?? null,
    },
  ];
}
