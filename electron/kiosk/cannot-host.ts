import type { HostProblem } from '../../shared/bridge/hub-host.ts';

/** This kiosk can't host the hub, for a reason that a person can put right. */
export class CannotHostError extends Error {
  override readonly name = 'CannotHostError';
  readonly problem: HostProblem;

  constructor(problem: HostProblem, cause?: unknown) {
    super(`the hub can't be hosted: ${problem.is}`, { cause });
    this.problem = problem;
  }
}
