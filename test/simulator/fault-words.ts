import type { Fault, FaultRule } from './fault-rules.ts';

const TARGETS: Record<NonNullable<FaultRule['on']>, string> = {
  health: 'health',
  badges: 'badge check-ins',
  attendance: 'attendance check-ins',
  checkins: 'check-ins',
  reads: 'reads of the event',
  images: 'pictures',
  all: 'every request',
};

/** Tells a rule in words, for the control page: what happens, to which requests, and how often. */
export function ruleWords({ fault, on = 'checkins', ...rule }: FaultRule): string {
  const { path, code, key, times, after, chance } = rule;
  return [
    `${faultWords(fault)}: ${TARGETS[on]}`,
    ...(path === undefined ? [] : [`only paths that end in ${path}`]),
    ...(code === undefined ? [] : [`only the code ${code}`]),
    ...(key === undefined ? [] : [`only the key …${key.slice(-4)}`]),
    ...(after ? [`after ${counted(after, 'request')}`] : []),
    ...(times === undefined ? [] : [`at most ${counted(times, 'time')}`]),
    ...(chance === undefined ? [] : [`in ${Math.round(chance * 100)} % of the cases`]),
  ].join(', ');
}

function faultWords(fault: Fault): string {
  switch (fault.kind) {
    case 'latency':
      return `Answers ${seconds(fault.ms)} late`;
    case 'no-answer':
      return 'Never answers';
    case 'reset-before':
      return 'Connection cut before anything is recorded';
    case 'reset-after':
      return 'Recorded, then the connection is cut';
    case 'unauthorized':
      return 'Key refused (401)';
    case 'forbidden':
      return 'Not allowed (403)';
    case 'rate-limited':
      return fault.retryAfter === undefined
        ? 'Too many requests (429)'
        : `Too many requests (429), asks to wait ${seconds(fault.retryAfter * 1000)}`;
    case 'status':
      return `Answers ${fault.status}`;
    case 'act-then-status':
      return `Recorded, then answers ${fault.status}`;
    case 'html-page':
      return 'A sign-in page answers';
    case 'redirect':
      return `Redirects (${fault.status ?? 302})`;
    case 'slow-body':
      return `The answer takes ${seconds(fault.ms)} to come whole`;
    case 'cut-body':
      return 'The answer is cut off';
    case 'hostile':
      return `Hostile answer, ${fault.what.replaceAll('-', ' ')}`;
    default:
      return `${BODIES[fault.kind]}${fault.acts ? ', after it was recorded' : ''}`;
  }
}

const BODIES = {
  'broken-json': 'The answer is broken JSON',
  'not-an-object': 'The answer is no JSON object',
  'ok-false': 'The answer says ok: false',
  'huge-body': 'The answer is huge',
  'deep-body': 'The answer is nested too deeply',
  'empty-body': 'The answer is empty',
};

function seconds(ms: number): string {
  return counted(ms / 1000, 'second');
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
