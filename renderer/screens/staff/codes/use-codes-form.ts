import { useCallback, useEffect, useState } from 'react';
import type { BridgeClient, BridgeOutput } from '../../../../shared/bridge/bridge.ts';
import { MOST_DEVICES, type Sheet, VALID_DAYS } from '../../../../shared/bridge/sheet.ts';
import type { ScreenSetting } from '../../../../shared/settings/screen-settings.ts';
import { faultyFields } from '../../../settings-form/faulty-fields.ts';
import { type FieldFault, wrongFields } from '../../../settings-form/form-standing.ts';
import { meantBy, type Typed, typedFrom } from '../../../settings-form/form-values.ts';
import type { Sentence } from '../../../words/use-words.ts';
import { fieldFault, tableSentence } from './sheet-faults.ts';
import { weakPassphrase } from './weak-passphrase.ts';

/** What holds for every device whose own line says nothing. The form begins with what this device has. */
export const COMMON_FIELDS = ['baseUrl', 'timeZone', 'language', 'eventName'] as const;

/** What is typed for a single device. */
export const DEVICE_FIELDS = ['location', 'purpose', 'apiKey'] as const;

/** The parts of the form beside the settings' fields. */
type Part = 'table' | 'days' | 'passphrase' | 'form';

/** What has to be put right: in which part, and what is said about it. Each is a new object, and takes the focus. */
export type PartFault = { part: Part; says: readonly Sentence[] };

/** The contents of the form. */
export type CodesEntry = {
  many: boolean;
  table: string;
  days: string;
  passphrase: string;
  again: string;
  /** The passphrase that the kiosk has made up last; null if it hasn't. */
  suggested: string | null;
};

const EMPTY: CodesEntry = {
  many: false,
  table: '',
  days: String(VALID_DAYS.usual),
  passphrase: '',
  again: '',
  suggested: null,
};

/** A sheet that was made. */
export type MadeSheet = {
  sheet: Sheet;
  /** Its passphrase, if the kiosk has made it up. Whoever has typed one knows it. */
  suggested: string | null;
};

type Refusal = Exclude<BridgeOutput<'makeSheet'>, { ok: true } | { problem: 'locked' }>;

type Options = {
  kiosk: BridgeClient;
  /** The venue's zone on this device. */
  timeZone: string;
  onLocked: () => void;
};

/** The form for a sheet of codes: it begins with this device's settings, has the core make the sheet, and says what came of it. */
export function useCodesForm({ kiosk, timeZone, onLocked }: Options) {
  const [typed, setTyped] = useState<Typed>({ purpose: 'self-service', timeZone });
  const [httpIsAllowed, allowHttp] = useState(false);
  const [entry, setEntry] = useState(EMPTY);
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const [fault, setFault] = useState<PartFault | null>(null);
  const [busy, setBusy] = useState(false);
  const [made, setMade] = useState<MadeSheet | null>(null);
  /** Whether a sheet has been made since the page was opened. */
  const [hasMade, noteMade] = useState(false);

  const load = useCallback(async () => {
    const answer = await kiosk.getSettings({});
    if (!answer.ok) return onLocked();
    const { baseUrl = '', language = '', eventName = '' } = typedFrom(answer.settings);
    allowHttp(answer.httpIsAllowed);
    setTyped((before) => ({ baseUrl, language, eventName, ...before }));
  }, [kiosk, onLocked]);
  const sayNoAnswer = useCallback(() => {
    setFault({ part: 'form', says: [({ staff }) => staff.noAnswer] });
  }, []);
  useEffect(() => void load().catch(sayNoAnswer), [load, sayNoAnswer]);

  function enter(changes: Partial<CodesEntry>) {
    setFault(null);
    setEntry((before) => ({ ...before, ...changes }));
  }

  function refused(answer: Refusal) {
    if (answer.problem !== 'bad-devices' || entry.many) return setFault(partFault(answer));
    const found = answer.faults.flatMap((each) => (each.is === 'cell' ? fieldFault(each) : []));
    setFaults(wrongFields(found.filter((each) => each !== null)).faults);
  }

  async function make(days: number) {
    const { many, table, passphrase, suggested } = entry;
    const { location = '', purpose = '', apiKey = '' } = typed;
    const answer = await kiosk.makeSheet({
      devices: many ? { table } : { location, purpose, key: apiKey.trim() },
      common: {
        address: meantBy('baseUrl', typed),
        timeZone: typed.timeZone?.trim() ?? '',
        language: typed.language ?? '',
        event: typed.eventName?.trim() ?? '',
      },
      passphrase,
      days,
    });
    if (!answer.ok) return answer.problem === 'locked' ? onLocked() : refused(answer);
    noteMade(true);
    setMade({ sheet: answer, suggested: suggested === passphrase ? passphrase : null });
    // The keys have gone where they belong, and nobody needs them here again.
    setEntry(({ many, days }) => ({ ...EMPTY, many, days }));
    setTyped(({ location: _, apiKey: __, ...rest }) => rest);
  }

  function submit() {
    setFault(null);
    const wrong = faultyFields({ typed, views: [], httpIsAllowed }, COMMON_FIELDS);
    setFaults(wrongFields(wrong).faults);
    if (wrong.length > 0) return;
    const days = daysIn(entry.days);
    if (days === null) return setFault({ part: 'days', says: [daysSentence] });
    if (entry.passphrase !== entry.again) {
      return setFault({ part: 'passphrase', says: [({ codes }) => codes.differ] });
    }
    setBusy(true);
    make(days)
      .catch(sayNoAnswer)
      .finally(() => setBusy(false));
  }

  return {
    typed,
    entry,
    faults,
    fault,
    busy,
    made,
    hasMade,
    type: (name: ScreenSetting, text: string) => {
      setFaults((before) => before.filter(({ setting }) => setting !== name));
      setTyped((before) => ({ ...before, [name]: text }));
    },
    enter,
    say: (part: Part, sentence: Sentence) => setFault({ part, says: [sentence] }),
    submit,
    again: () => setMade(null),
  };
}

export type CodesForm = ReturnType<typeof useCodesForm>;

function daysIn(text: string): number | null {
  const { min, max } = VALID_DAYS;
  const days = /^\d{1,3}$/.test(text.trim()) ? Number(text) : 0;
  return days >= min && days <= max ? days : null;
}

const daysSentence: Sentence = ({ problems, codes, join }) =>
  problems.field['not-accepted']({
    name: join.quoted({ name: codes.days }),
    accepts: problems.accepts.days({ min: String(VALID_DAYS.min), max: String(VALID_DAYS.max) }),
  });

function partFault(answer: Refusal): PartFault {
  switch (answer.problem) {
    case 'bad-devices':
      return {
        part: 'table',
        says: answer.faults.map((each) => (words) => tableSentence(words, each)),
      };
    case 'too-many':
      return { part: 'table', says: [({ codes }) => codes.tooMany({ most: MOST_DEVICES })] };
    case 'too-long':
      return { part: 'form', says: [({ codes }) => codes.tooLong(answer)] };
    case 'weak-passphrase':
      return { part: 'passphrase', says: [weakPassphrase(answer.why)] };
  }
}
