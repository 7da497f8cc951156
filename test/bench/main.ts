// `npm run bench`: one JSON object a line on stdout. `npm run bench -- NAME` runs one measurement alone.
import { acceptBench } from './accept.ts';
import { checkinBench } from './checkin.ts';
import { drainBench } from './drain.ts';
import { growthBench } from './growth.ts';
import type { Measurement } from './measurement.ts';
import { memoryBench } from './memory.ts';
import { screenBench } from './screen.ts';
import { startupBench } from './startup.ts';

const BENCHES: Record<string, () => Promise<Measurement[]>> = {
  accept: acceptBench,
  checkin: checkinBench,
  drain: drainBench,
  growth: growthBench,
  memory: memoryBench,
  startup: startupBench,
  screen: screenBench,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(BENCHES, name));
if (unknown.length > 0) {
  process.stderr.write(
    `There is no measurement ${unknown[0]}; there are: ${Object.keys(BENCHES).join(', ')}\n`,
  );
  process.exit(2);
}
for (const [name, bench] of Object.entries(BENCHES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const line of await bench()) process.stdout.write(`${JSON.stringify(line)}\n`);
}
