import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../../../electron');

/** What a module has loaded at once, whether it is used or not. A type alone loads nothing. */
const AT_ONCE = /^(?:import|export)\s(?!type\s)(?:[^'";]*?\sfrom\s)?'(\.[^']+)'/gm;

/** Everything of ours that is loaded with a module, as paths in `electron/`. */
function loadedWith(entry: string): Set<string> {
  const found = new Set<string>();
  const look = (file: string) => {
    const name = path.relative(ROOT, file);
    if (found.has(name) || !file.endsWith('.ts') || !existsSync(file)) return;
    found.add(name);
    const text = readFileSync(file, 'utf8');
    for (const [, to = ''] of text.matchAll(AT_ONCE)) look(path.join(path.dirname(file), to));
  };
  look(path.join(ROOT, entry));
  return found;
}

const isHubs = (file: string) => file.startsWith(`hub${path.sep}`);

test.each(['start/main.ts', 'entry.ts', 'main.ts', 'gate/main.ts'])(
  '%s loads nothing of what a host of a hub needs',
  (entry) => {
    expect([...loadedWith(entry)].filter(isHubs)).toEqual([]);
  },
);

test('a kiosk can host, and a gate without a screen never does', () => {
  const host = path.join('kiosk', 'hub-host.ts');
  expect([...loadedWith('start/main.ts')]).toContain(host);
  expect([...loadedWith('main.ts')]).toContain(host);
  expect([...loadedWith('gate/main.ts')]).not.toContain(host);
  expect([...loadedWith(path.join('kiosk', 'own-hub.ts'))].filter(isHubs)).not.toEqual([]);
});
