import type { HostProblem } from '../../../../shared/bridge/hub-host.ts';
import type { Words } from '../../../words/words.ts';

/** Says why this device can't be the hub, and what to do about it. */
export function hostProblemWords({ hubHost: { problem: say } }: Words, why: HostProblem): string {
  switch (why.is) {
    case 'bad-server':
      return say[why.is](why);
    case 'no-such-address':
      return say[why.is](why);
    case 'port-in-use':
    case 'port-refused':
      return say[why.is]({ port: String(why.port) });
    case 'damaged':
      return say[why.is](why);
    default:
      return say[why.is];
  }
}
