import { isKeyProblem } from '../../../shared/bridge/connection-problem.ts';
import { type Finding, finding } from '../../../shared/preflight/findings.ts';
import { isUnencrypted } from '../../../shared/settings/resolve-settings.ts';
import { problemOf } from '../key/connection-problem.ts';
import { isKeptByProxy } from '../key/key-test.ts';
import type { ConferaAnswers } from './ask-confera.ts';

/** Whether Confera itself answers at the address. A key that it refuses is not the address's fault. */
export function checkAddress(baseUrl: string, { health, tookMs }: ConferaAnswers): Finding {
  const { protocol, host } = new URL(baseUrl);
  const values = { host, ms: tookMs };
  if (isKeptByProxy(health)) return finding('address', 'not-confera', values);
  const problem = problemOf(health);
  if (problem !== null && !isKeyProblem(problem)) return finding('address', problem, values);
  if (isUnencrypted(baseUrl)) return finding('address', 'unencrypted', values);
  return finding('address', protocol === 'https:' ? 'answers' : 'answers-here', values);
}
