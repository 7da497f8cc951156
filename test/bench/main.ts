// `npm run bench`: one JSON object a line on stdout; progress goes to stderr.
import { BadSettingError } from '../../electron/core/system/bad-setting.ts';
import { flagsOrExit, refuse, wholeNumber } from '../../electron/process/flags.ts';
import { acceptBench } from './accept.ts';
import { cameraBench } from './camera.ts';
import { checkinBench } from './checkin.ts';
import { DecodeSetError, decodeBench } from './decode.ts';
import { drainBench } from './drain.ts';
import { framesBench } from './frames.ts';
import { growthBench } from './growth.ts';
import { hubBench } from './hub.ts';
import type { Measurement } from './measurement.ts';
import { memoryBench } from './memory.ts';
import { provisionBench } from './provision.ts';
import { screenBench } from './screen.ts';
import { spansBench } from './spans.ts';
import { staffBench } from './staff.ts';
import { startupBench } from './startup.ts';
import { venueBench } from './venue.ts';

type Given = { folder: string | undefined; minutes: number };

const BENCHES: Record<string, (given: Given) => Promise<Measurement[]>> = {
  accept: acceptBench,
  checkin: checkinBench,
  drain: drainBench,
  hub: hubBench,
  venue: ({ minutes }) => venueBench(minutes),
  spans: spansBench,
  growth: growthBench,
  staff: staffBench,
  memory: memoryBench,
  startup: startupBench,
  screen: screenBench,
  camera: cameraBench,
  frames: framesBench,
  decode: ({ folder }) => decodeBench(folder),
  provision: provisionBench,
};
const NAMES = Object.keys(BENCHES);

const HELP = `Measures the kiosk, and prints one JSON object a line: {name, value, unit, n}, and beside the
value what it is compared with {baseline, ratio} or its goal {goal, met}.

  npm run bench                     takes every measurement
  npm run bench -- NAME …           takes some of them: ${NAMES.join(', ')}
  npm run bench -- decode FOLDER    decodes your own pictures, each with its text in a .txt file beside it
  npm run bench -- venue --minutes N  measures sixty devices at one hub for so long (default 1)
  npm run bench -- --help           shows this

A measurement takes from ten seconds to four minutes on two cores. Progress goes to standard error. Keep the machine free
of other work meanwhile, since it would change the figures.
`;

const { words, values } = flagsOrExit(HELP, { minutes: { type: 'string' } }, { takesWords: true });
const { names, folder } = readWords(words);
const minutes = readMinutes(names, values.minutes);
for (const [index, name] of names.entries()) {
  if (names.length > 1)
    process.stderr.write(`bench: ${name} (${index + 1} of ${names.length}) …\n`);
  try {
    for (const line of (await BENCHES[name]?.({ folder, minutes })) ?? []) {
      process.stdout.write(`${JSON.stringify(line)}\n`);
    }
  } catch (error) {
    if (error instanceof DecodeSetError) refuse(error.message);
    throw error;
  }
}

/** Reads which measurements are wanted, always in the same order, and the folder that may follow `decode`. */
function readWords(words: readonly string[]): { names: string[]; folder: string | undefined } {
  const afterDecode = words.includes('decode') ? words[words.indexOf('decode') + 1] : undefined;
  const folder = afterDecode && !NAMES.includes(afterDecode) ? afterDecode : undefined;
  const unknown = words.find((word) => !NAMES.includes(word) && word !== folder);
  if (unknown !== undefined) {
    refuse(`There is no measurement ${unknown}; there are: ${NAMES.join(', ')}`);
  }
  return { names: NAMES.filter((name) => words.length === 0 || words.includes(name)), folder };
}

function readMinutes(wanted: readonly string[], given: string | undefined): number {
  if (given !== undefined && !wanted.includes('venue')) refuse('--minutes is for venue');
  try {
    return wholeNumber('--minutes', given, { min: 1, max: 600, fallback: 1 });
  } catch (error) {
    if (error instanceof BadSettingError) refuse(error.message);
    throw error;
  }
}
