import { escapeHtml } from '../../shared/text/escape-html.ts';
import { ENVELOPES } from './envelopes.ts';
import type { FaultRule } from './fault-rules.ts';
import { ruleWords } from './fault-words.ts';
import type { JournalEntry } from './journal.ts';
import { HOSTILE_PRESETS, isOn, PRESETS, type Preset } from './presets.ts';
import type { Simulator } from './simulator.ts';

const SHOWN_ENTRIES = 50;

const STYLE = `
  :root { color-scheme: light; font: 16px/1.5 "Inter", "Helvetica Neue", Arial, "DejaVu Sans", sans-serif; color: #14181d; background: #f4f5f2; }
  body { max-width: 76rem; margin: 0 auto; padding: 2.5rem 2rem 4rem; }
  header { display: flex; flex-wrap: wrap; align-items: baseline; gap: .5rem 2rem; margin-bottom: 2rem; }
  h1 { margin: 0; font-size: 1.75rem; letter-spacing: -.01em; }
  h2 { margin: 2.5rem 0 .75rem; font-size: 1.1rem; }
  nav { display: flex; gap: 1.5rem; }
  a { color: #14181d; text-underline-offset: .25em; }
  .switches { display: grid; grid-template-columns: repeat(auto-fill, minmax(18rem, 1fr)); gap: .75rem; }
  .switches form { display: grid; }
  button { width: 100%; padding: .8rem 1rem; display: flex; justify-content: space-between; gap: 1rem; font: inherit; text-align: left; color: inherit; background: #fff; border: 1px solid #c9cdc6; border-radius: .5rem; cursor: pointer; }
  button[aria-pressed=true] { background: #ffd21f; border-color: #14181d; font-weight: 600; }
  button:hover { border-color: #14181d; }
  button:focus-visible, a:focus-visible { outline: 3px solid #1558d6; outline-offset: 2px; }
  .reset { width: auto; margin-top: .75rem; }
  code, td { font: .85rem/1.5 ui-monospace, "DejaVu Sans Mono", monospace; }
  li { margin: .25rem 0; overflow-wrap: anywhere; }
  .scroll { overflow-x: auto; background: #fff; border: 1px solid #dfe2dc; border-radius: .5rem; }
  table { width: 100%; border-collapse: collapse; }
  th, td { padding: .45rem .9rem; text-align: left; white-space: nowrap; border-bottom: 1px solid #eceee9; }
  th { font-size: .8rem; font-weight: 600; color: #5b636b; }
  tr:last-child td { border-bottom: 0; }
`;

const GONE_MEANS =
  'Press it, and no kiosk reaches Confera: every connection ends without an answer. This page still works.';
const GONE_NOW =
  'No kiosk reaches Confera: every connection ends without an answer. Press it again, and they send what they have saved.';

const NONE = 'None. Every request is answered as Confera would.';
const NONE_BESIDES = 'None, besides the internet that is gone.';

/** The page that shows and switches what the simulator does. */
export function controlPage(simulator: Simulator): string {
  const rules = simulator.faults();
  const latest = simulator.journal().slice(-SHOWN_ENTRIES).reverse();
  const { replay, scopesFirst, envelope } = simulator.behaviour();
  const switches = (presets: readonly Preset[]) =>
    presets.map((preset) => switchButton(preset.name, preset.label, isOn(preset, rules))).join('');
  const envelopes = ENVELOPES.map((name) =>
    switchButton(`envelope-${name}`, `Errors: ${name}`, name === envelope),
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Confera simulator</title>
<style>${STYLE}</style>
</head>
<body>
<header>
  <h1>Confera simulator</h1>
  <nav><a href="/badges">Badges to scan</a><a href="/simulator/">Refresh</a></nav>
</header>
<main>
  <h2>Internet</h2>
  <div class="switches">${switchButton('internet-gone', 'Internet gone', simulator.internetGone())}</div>
  <p>${simulator.internetGone() ? GONE_NOW : GONE_MEANS}</p>
  <h2>Faults</h2>
  <div class="switches">${switches(PRESETS)}</div>
  <h2>Hostile answers</h2>
  <div class="switches">${switches(HOSTILE_PRESETS)}</div>
  <h2>Faults now</h2>
  ${rules.length === 0 ? `<p>${simulator.internetGone() ? NONE_BESIDES : NONE}</p>` : ruleList(rules)}
  <h2>Not documented, so it may be either way</h2>
  <div class="switches">${switchButton('replay', 'Replay by Idempotency-Key', replay)}
  ${switchButton('scopes-first', 'Scope checked before the badge', scopesFirst)}
  ${envelopes.join('')}</div>
  <h2>Check-ins: ${simulator.checkins().length}</h2>
  <form method="post" action="/simulator/page/reset"><button class="reset">Forget check-ins, requests and faults</button></form>
  <h2>Latest requests</h2>
  ${latest.length === 0 ? '<p>None yet.</p>' : requestTable(latest)}
</main>
</body>
</html>
`;
}

function switchButton(name: string, label: string, on: boolean): string {
  return `<form method="post" action="/simulator/page/toggle">
<button name="name" value="${name}" aria-pressed="${on}"><span>${label}</span><span>${on ? 'On' : 'Off'}</span></button>
</form>`;
}

function ruleList(rules: readonly FaultRule[]): string {
  const items = rules.map((rule) => `<li>${escapeHtml(ruleWords(rule))}</li>`);
  return `<ol>${items.join('')}</ol>`;
}

function requestTable(entries: readonly JournalEntry[]): string {
  const rows = entries.map((entry) => {
    const cells = [
      entry.n,
      new Date(entry.at).toISOString().slice(11, 23),
      entry.kind,
      entry.code,
      entry.location,
      entry.dayDate,
      entry.status ?? 'none',
      entry.acted ? 'recorded' : entry.replayed ? 'replayed' : '',
      entry.fault,
    ];
    return `<tr>${cells.map((cell) => `<td>${escapeHtml(String(cell ?? ''))}</td>`).join('')}</tr>`;
  });
  const heads = [
    'No.',
    'Time (UTC)',
    'Kind',
    'Code',
    'Location',
    'Day',
    'Answer',
    'Effect',
    'Fault',
  ];
  return `<div class="scroll"><table>
<thead><tr>${heads.map((head) => `<th>${head}</th>`).join('')}</tr></thead>
<tbody>${rows.join('')}</tbody>
</table></div>`;
}
