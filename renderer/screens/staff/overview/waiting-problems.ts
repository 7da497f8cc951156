// What is wrong with the scans that wait.
import { type Known, type Problem, since } from './fact.ts';

const TABLE = { page: 'overview', at: 'attention' } as const;

/** That the sending has stopped. */
export function backlogProblems(known: Known): Problem[] {
  const { words, state, overview } = known;
  if (!state.backlogStopped) return [];
  const from = overview?.problemsSince.backlogStopped ?? null;
  return [
    {
      id: 'backlog',
      tone: 'bad',
      what: words.facts.backlogStopped,
      age: from === null ? null : since(known, from),
      detail: words.facts.backlogStoppedDo,
      mend: { page: 'settings', at: 'baseUrl' },
    },
  ];
}

/** How many scans a person must look at, and since when the first of them. */
export function attentionProblems(known: Known): Problem[] {
  const { words, state, overview } = known;
  if (state.needsAttention === 0) return [];
  const times = (overview?.attention ?? []).map((each) => each.settledAt ?? each.scannedAt);
  return [
    {
      id: 'attention',
      tone: 'warn',
      what: words.facts.needsAttention({ count: state.needsAttention }),
      age: times.length === 0 ? null : since(known, Math.min(...times)),
      detail: words.facts.needsAttentionDo,
      mend: TABLE,
    },
  ];
}

/** How many scans wait for another address than the present one. */
export function elsewhereProblems({ words, overview }: Known): Problem[] {
  const say = words.facts;
  if (!overview || overview.queuedElsewhere === 0) return [];
  const what = say.elsewhere({ count: overview.queuedElsewhere });
  const mend = { page: 'settings', at: 'baseUrl' } as const;
  return [{ id: 'elsewhere', tone: 'warn', what, age: null, detail: say.elsewhereDo, mend }];
}
