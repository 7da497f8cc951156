import { startVitest } from 'vitest/node';

export type Totals = {
  passed: number;
  failed: number;
  skipped: number;
  /** What failed, with the first line of the reason. */
  failures: string[];
};

/** The numbers of no test. */
export const NOTHING: Totals = { passed: 0, failed: 0, skipped: 0, failures: [] };

/** The numbers of several runs together. */
export function sumOf(runs: readonly Totals[]): Totals {
  return runs.reduce(
    (all, each) => ({
      passed: all.passed + each.passed,
      failed: all.failed + each.failed,
      skipped: all.skipped + each.skipped,
      failures: [...all.failures, ...each.failures],
    }),
    NOTHING,
  );
}

/**
 * Runs tests with Vitest, and prints why a test was skipped.
 *
 * @param projects the projects of `vitest.config.ts`
 * @param files parts of the files' paths; none means all files of the projects
 * @param cache where Vitest keeps what it has transformed, if not in `node_modules`
 */
export async function runTests(
  root: string,
  projects: readonly string[],
  files: readonly string[] = [],
  cache?: string,
): Promise<Totals> {
  const totals: Totals = { ...NOTHING, failures: [] };
  const vitest = await startVitest('test', [...files], {
    root,
    project: [...projects],
    run: true,
    watch: false,
    // Otherwise Vite would write a copy of the configuration beside it, where the proof's user may not write.
    configLoader: 'native',
    ...(cache === undefined ? {} : { fsModuleCachePath: cache }),
  });
  for (const module of vitest.state.getTestModules()) {
    for (const test of module.children.allTests()) {
      const result = test.result();
      if (result.state === 'passed') totals.passed += 1;
      if (result.state === 'failed') {
        totals.failed += 1;
        const where = `${module.relativeModuleId}: ${test.fullName}`;
        totals.failures.push(`${where}: ${firstLine(result.errors)}`);
      }
      if (result.state === 'skipped') {
        totals.skipped += 1;
        console.log(`skipped: ${test.fullName}: ${result.note ?? 'no reason given'}`);
      }
    }
    // A file may also fail outside its tests, for example at an import.
    noteErrors(module.relativeModuleId, module.errors());
  }
  noteErrors('outside any test', vitest.state.getUnhandledErrors());
  await vitest.close();
  return totals;

  function noteErrors(where: string, errors: readonly unknown[]): void {
    totals.failed += errors.length;
    for (const error of errors) totals.failures.push(`${where}: ${firstLine([error])}`);
  }
}

function firstLine(errors: readonly unknown[] = []): string {
  const [error] = errors;
  const message = (error as { message?: unknown } | undefined)?.message ?? error;
  return String(message).split('\n', 1)[0] ?? '';
}
