import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { BridgeClient, BridgeOutput } from '../../shared/bridge/bridge.ts';
import type { ScannerReading } from '../scanner/scanner-reading.ts';
import { settingFault } from '../words/setting-fault.ts';
import { type Sentence, useTold } from '../words/use-words.ts';
import type { Words } from '../words/words.ts';

/** How far it has got: a code is shown first, then its passphrase is typed. */
export type ProvisioningStep =
  | { is: 'asks-code' }
  | { is: 'asks-passphrase'; code: string; needsPin: boolean }
  | { is: 'done' };

/** The field that has to be put right, which takes the focus. Each answer is a new object. */
export type ProvisioningFault = { field: 'passphrase' | 'pin' } | null;

type Options = {
  kiosk: BridgeClient;
  /** What was scanned last; null if nothing was. */
  reading: ScannerReading | null;
  onDone: () => void;
  onLocked: () => void;
};

type Refusal = Exclude<BridgeOutput<'applyProvisioning'>, { ok: true } | { problem: 'locked' }>;

/** Takes a code that is scanned or pasted, has the core open it with its passphrase, and says what came of it. */
export function useProvisioning({ kiosk, reading, onDone, onLocked }: Options) {
  const [step, setStep] = useState<ProvisioningStep>({ is: 'asks-code' });
  const [told, tell] = useTold();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<ProvisioningFault>(null);

  function attempt(work: Promise<unknown>): void {
    setBusy(true);
    setFault(null);
    tell(null);
    work.catch(() => tell(({ staff }) => staff.noAnswer)).finally(() => setBusy(false));
  }

  async function take(code: string) {
    const answer = await kiosk.readProvisioning({ code });
    if (answer.ok) return setStep({ is: 'asks-passphrase', code, needsPin: answer.needsPin });
    if (answer.problem === 'locked') return onLocked();
    tell(({ provisioning }) => provisioning.problem[answer.problem]);
  }

  async function apply(code: string, passphrase: string, pin: string | null) {
    const answer = await kiosk.applyProvisioning({ code, passphrase, pin });
    if (answer.ok) {
      const { location } = answer;
      setStep({ is: 'done' });
      tell(({ provisioning }) => provisioning.done({ location }));
      return onDone();
    }
    if (answer.problem === 'locked') return onLocked();
    tell((words) => refusalWords(words, answer));
    if (answer.problem === 'wrong-passphrase') setFault({ field: 'passphrase' });
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
    told,
    busy,
    fault,
    take: (code: string) => attempt(take(code)),
    apply: (passphrase: string, pin: string | null) => {
      if (step.is === 'asks-passphrase') attempt(apply(step.code, passphrase, pin));
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

export type Provisioning = ReturnType<typeof useProvisioning>;

function refusalWords(words: Words, answer: Refusal): string {
  const { provisioning: say, facts, settings, notNow } = words;
  switch (answer.problem) {
    case 'wrong-passphrase':
      if (answer.waitMs === 0) return say.wrong;
      return say.wrongWait({ seconds: Math.ceil(answer.waitMs / 1000) });
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
