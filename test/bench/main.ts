// `npm run bench`: one JSON object a line on stdout. `npm run bench -- NAME` runs one measurement alone, and
// `npm run bench -- decode FOLDER` the decoders on pictures of one's own.
import { acceptBench } from './accept.ts';
import { cameraBench } from './camera.ts';
import { checkinBench } from './checkin.ts';
import { DecodeSetError, decodeBench } from './decode.ts';
import { drainBench } from './drain.ts';
import { framesBench } from './frames.ts';
import { growthBench } from './growth.ts';
import type { Measurement } from './measurement.ts';
import { memoryBench } from './memory.ts';
import { screenBench } from './screen.ts';
import { startupBench } from './startup.ts';

const BENCHES: Record<string, (folder?: string) => Promise<Measurement[]>> = {
  accept: acceptBench,
  checkin: checkinBench,
  drain: drainBench,
  growth: growthBench,
  memory: memoryBench,
  startup: startupBench,
  screen: screenBench,
  camera: cameraBench,
  frames: framesBench,
  decode: decodeBench,
};

const HELP = `Prints one JSON object a line: {name, value, unit, baseline, ratio, n}.

  npm run bench                     all of them
  npm run bench -- NAME …           some of: ${Object.keys(BENCHES).join(', ')}
  npm run bench -- decode FOLDER    on pictures of your own, each with its text in a .txt beside it
`;

const wanted = process.argv.slice(2);
if (wanted.includes('--help') || wanted.includes('-h')) {
  process.stdout.write(HELP);
  process.exit(0);
}
const isBench = (name: string | undefined) => name !== undefined && Object.hasOwn(BENCHES, name);
const afterDecode = wanted[wanted.indexOf('decode') + 1];
const folder = wanted.includes('decode') && !isBench(afterDecode) ? afterDecode : undefined;
const unknown = wanted.find((name) => !isBench(name) && name !== folder);
if (unknown !== undefined) {
  fail(`There is no measurement ${unknown}; there are: ${Object.keys(BENCHES).join(', ')}`);
}
for (const [name, bench] of Object.entries(BENCHES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  try {
    for (const line of await bench(folder)) process.stdout.write(`${JSON.stringify(line)}\n`);
  } catch (error) {
    if (error instanceof DecodeSetError) fail(error.message);
    throw error;
  }
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}
