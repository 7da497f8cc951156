import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { BridgeClient, BridgeOutput } from '../../shared/bridge/bridge.ts';
import type { ScannerReading } from '../scanner/scanner-reading.ts';
import { monotonicNow, useMonotonicClock } from '../state/time.ts';
import { joined } from '../words/join.ts';
import { settingFault } from '../words/setting-fault.ts';
import { type Sentence, useTold, useWords } from '../words/use-words.ts';
import type { Words } from '../words/words.ts';
import { joinByLine, looksLikeJoinLine } from './join-by-line.ts';

/** How far it has got: a code is shown first, then its passphrase is typed. */
export type ProvisioningStep =
  | { is: 'asks-code' }
  | { is: 'asks-passphrase'; code: string; needsPin: boolean }
  | { is: 'done' };

/** The field that has to be put right, which takes the focus. Each answer is a new object. */
export type ProvisioningFault = { field: 'passphrase' | 'pin' } | null;

type Options = {
  kiosk: BridgeClient;
  /** Whether the plain line for a hub is taken as well. */
  forHub: boolean;
  /** What was scanned last; null if nothing was. */
  reading: ScannerReading | null;
  onDone: (brought: 'set-up' | 'hub') => void;
  onLocked: () => void;
};

type Answer = BridgeOutput<'applyProvisioning'>;
type Refusal = Exclude<Answer, { ok: true } | { problem: 'locked' }>;

/** Takes a code that is scanned or pasted, has the core open it with its passphrase, and says what came of it. */
export function useProvisioning({ kiosk, forHub, reading, onDone, onLocked }: Options) {
  const [step, setStep] = useState<ProvisioningStep>({ is: 'asks-code' });
  const [told, tell] = useTold();
  const [busy, setBusy] = useState(false);
  const wait = useWait();
  const [fault, setFault] = useState<ProvisioningFault>(null);

  function attempt(work: Promise<unknown>): void {
    setBusy(true);
    setFault(null);
    tell(null);
    work.catch(() => tell(({ staff }) => staff.noAnswer)).finally(() => setBusy(false));
  }

  async function take(code: string) {
    if (forHub && looksLikeJoinLine(code)) return join(code);
    const answer = await kiosk.readProvisioning({ code });
    if (answer.ok) return setStep({ is: 'asks-passphrase', code, needsPin: answer.needsPin });
    if (answer.problem === 'locked') return onLocked();
    if (forHub && answer.problem === 'no-code') return tell(({ hub }) => hub.noCode);
    tell(({ provisioning }) => provisioning.problem[answer.problem]);
  }

  async function join(hubJoin: string) {
    const answer = await joinByLine(kiosk, hubJoin);
    if (answer.ok) return finish(answer);
    if (answer.problem === 'locked') return onLocked();
    tell((words) => refusalWords(withNameOfField(words), answer));
  }

  function finish(answer: Extract<Answer, { ok: true }>) {
    setStep({ is: 'done' });
    tell((words) => doneWords(words, answer));
    onDone(answer.brought);
  }

  async function apply(code: string, passphrase: string, pin: string | null) {
    const answer = await kiosk.applyProvisioning({ code, passphrase, pin });
    if (answer.ok) return finish(answer);
    if (answer.problem === 'locked') return onLocked();
    tell((words) => refusalWords(words, answer));
    if (answer.problem === 'wrong-passphrase') {
      setFault({ field: 'passphrase' });
      wait.begin(answer);
    }
    if (answer.problem === 'bad-setting' && answer.setting === 'staffPin')
      setFault({ field: 'pin' });
  }

  const onReading = useEffectEvent(({ raw, wedge }: ScannerReading) => {
    // So few keys may have been typed by a person.
    if (wedge?.doubt === 'too-short') return;
    if (raw === '') tell(({ provisioning }) => provisioning.problem.damaged);
    else attempt(take(raw));
  });
  // What was scanned before this was opened was meant for something else.
  const last = useRef(reading);
  useEffect(() => {
    if (reading && reading !== last.current) onReading(reading);
    last.current = reading;
  }, [reading]);

  return {
    step,
    told: wait.told ?? told,
    /** Whether something is under way, or a wait after wrong passphrases goes on, so that nothing can be tried. */
    busy: busy || wait.told !== null,
    isTesting: busy,
    fault,
    take: (code: string) => attempt(take(code)),
    apply: (passphrase: string, pin: string | null) => {
      if (step.is === 'asks-passphrase') attempt(apply(step.code, passphrase, pin));
    },
    /** What was wrong is typed anew. */
    retype: () => {
      tell(null);
      setFault(null);
    },
    /** Says what is wrong with what was typed, before anything is sent. */
    refuse: (field: 'passphrase' | 'pin', why: Sentence) => {
      tell(why);
      setFault({ field });
    },
    startOver: () => {
      tell(null);
      setFault(null);
      setStep({ is: 'asks-code' });
    },
  };
}

/** The wait after several wrong passphrases, told by the second. */
function useWait() {
  const [until, setUntil] = useState({ at: 0, tried: true });
  const now = useMonotonicClock(250);
  const { wrongWait, wait } = useWords().provisioning;
  const seconds = Math.ceil((until.at - now) / 1000);
  return {
    told: seconds > 0 ? (until.tried ? wrongWait : wait)({ seconds }) : null,
    begin: ({ waitMs, tried }: { waitMs: number; tried: boolean }) =>
      setUntil({ at: monotonicNow() + waitMs, tried }),
  };
}

export type Provisioning = ReturnType<typeof useProvisioning>;

function doneWords(words: Words, answer: Extract<Answer, { ok: true }>): string {
  if (answer.brought === 'set-up') return words.provisioning.done(answer);
  return words.hub.done({ addresses: joined(words, 'and', answer.hub.addresses) });
}

/** Here a hub's line is typed into a field of another name than the setting's. */
function withNameOfField(words: Words): Words {
  const { settings, hub } = words;
  return {
    ...words,
    settings: { ...settings, labels: { ...settings.labels, hubJoin: hub.line } },
  };
}

function refusalWords(words: Words, answer: Refusal): string {
  const { provisioning: say, facts, settings, notNow } = words;
  switch (answer.problem) {
    case 'wrong-passphrase':
      // As long as the wait goes on, that is told instead.
      return answer.tried ? say.wrong : say.taken;
    case 'not-connected':
      return { ...facts.trouble, ...settings.problems }[answer.why];
    case 'bad-setting':
      return settingFault(words, answer);
    case 'not-written':
      return settings.notWritten;
    case 'not-running':
      return notNow[answer.problem];
    default:
      return say.problem[answer.problem];
  }
}
