import { type HubJoin, writeJoinLine } from './join-line.ts';

/** The texts that tell what is secret in a join line: the whole line, and its secret parts. */
export function joinSecrets(join: HubJoin): string[] {
  return [writeJoinLine(join), join.seed, join.secret];
}
