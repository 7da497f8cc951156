import type { FaultRule } from './fault-rules.ts';
import type { HostileAnswer } from './hostile-answers.ts';

/** A fault that the control page has a switch for. */
export interface Preset {
  readonly name: string;
  readonly label: string;
  readonly rule: FaultRule;
}

export const PRESETS: readonly Preset[] = [
  preset('no-answer', 'Never answers', { fault: { kind: 'no-answer' }, on: 'all' }),
  preset('slow', 'Slow: 2 seconds', { fault: { kind: 'latency', ms: 2_000 }, on: 'all' }),
  preset('outage', 'Outage (503)', { fault: { kind: 'status', status: 503 }, on: 'all' }),
  preset('rate-limited', 'Rate limited: 5 seconds', {
    fault: { kind: 'rate-limited', retryAfter: 5 },
    on: 'all',
  }),
  preset('key-refused', 'Key refused (401)', { fault: { kind: 'unauthorized' }, on: 'all' }),
  preset('badges-forbidden', 'Badges not allowed (403)', {
    fault: { kind: 'forbidden' },
    on: 'badges',
  }),
  preset('sign-in-page', 'Wi-Fi sign-in page', { fault: { kind: 'html-page' }, on: 'all' }),
  preset('answer-lost', 'Records, then drops the answer', { fault: { kind: 'reset-after' } }),
  preset('act-then-500', 'Records, then says 500', {
    fault: { kind: 'act-then-status', status: 500 },
  }),
];

/** What somebody could put in the place of the site document, the programme or the pictures. */
export const HOSTILE_PRESETS: readonly Preset[] = [
  hostile('huge-png', 'PNG that claims 30,000 × 30,000', 'images'),
  hostile('cut-png', 'PNG that ends too early', 'images'),
  hostile('svg-script', 'SVG with a script', 'images'),
  hostile('svg-as-png', 'SVG with a script, called a PNG', 'images'),
  hostile('page-as-png', 'Page called a PNG', 'images'),
  hostile('png-as-page', 'PNG called a page', 'images'),
  hostile('loopback-redirect', 'Redirect to loopback', 'images'),
  hostile('fifty-megabytes', '50 MB', 'images'),
  hostile('gzip-bomb', '50 MB in a little gzip', 'images'),
  hostile('endless', 'Never ends', 'images'),
  hostile('hostile-texts', 'Texts that are no names', 'reads'),
  hostile('loopback-redirect', 'Redirect to loopback', 'reads'),
  hostile('fifty-megabytes', '50 MB', 'reads'),
  hostile('gzip-bomb', '50 MB in a little gzip', 'reads'),
  hostile('endless', 'Never ends', 'reads'),
  hostile('endless-pages', 'Pages without end', 'reads'),
];

function hostile(what: HostileAnswer, label: string, on: 'images' | 'reads'): Preset {
  const of = on === 'images' ? 'Picture' : 'Document';
  return preset(`${on}-${what}`, `${of}: ${label}`, { fault: { kind: 'hostile', what }, on });
}

function preset(name: string, label: string, rule: FaultRule): Preset {
  return { name, label, rule };
}

/** Whether the preset's rule is among these. */
export function isOn({ rule }: Preset, rules: readonly FaultRule[]): boolean {
  return rules.some((other) => isSame(other, rule));
}

/** These rules without the preset's, if it was among them; else with it, ahead of the others. */
export function toggled({ rule }: Preset, rules: readonly FaultRule[]): readonly FaultRule[] {
  const others = rules.filter((other) => !isSame(other, rule));
  return others.length < rules.length ? others : [rule, ...rules];
}

function isSame(one: FaultRule, other: FaultRule): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
