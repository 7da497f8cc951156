// The file that Electron starts. If an app can't be loaded, Electron goes on without a window, and on Windows and macOS
// it shows a dialog that waits for somebody. A kiosk has to end instead, so that it is started again. This file needs
// nothing but Electron and Node, because whatever else it needed might be the damaged part.
import { writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { app } from 'electron';
import { EXIT } from './process/exit-codes.ts';

/** Enough for a path and what is wrong with the file. */
const LONGEST_CAUSE = 300;

let hasEnded = false;

function end(error: unknown, { what, remedy }: { what: string; remedy: string }) {
  if (hasEnded) return;
  hasEnded = true;
  try {
    writeSync(
      2,
      `Confera Kiosk can't start: ${what} (${causeIn(error)}). ${remedy} (INSTALL.md).\n`,
    );
  } catch {
    // Nobody listens.
  }
  app.exit(EXIT.fault);
}

/** The first line says what is wrong; Node adds the files that wanted a missing one. */
function causeIn(error: unknown): string {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split(/[\r\n]/);
  return line.slice(0, LONGEST_CAUSE);
}

// Until `recovery/keep-running.ts` takes over.
for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (error: unknown) =>
    end(error, {
      what: 'something failed before its window opened',
      remedy: 'If this happens every time, install the kiosk again',
    }),
  );
}

try {
  const load = createRequire(import.meta.url);
  const { start } = load('./shell.cjs') as typeof import('./main.ts');
  start();
} catch (error) {
  end(error, {
    what: "a part of its program can't be loaded",
    remedy: 'Install the kiosk again',
  });
}
