import { TROUBLES } from './trouble.ts';

/** What Confera itself has against a key. */
export const KEY_PROBLEMS = [
  'unauthorized',
  'forbidden',
  /** Confera refuses every request for the key's conference, whatever the key may do. */
  'conference-inactive',
  /** The key lacks the scope for badges, which this device needs. */
  'badges-forbidden',
  /** The same for attendance. */
  'attendance-forbidden',
  /** The key belongs to another conference than the one in use. */
  'other-conference',
] as const;
export type KeyProblem = (typeof KEY_PROBLEMS)[number];

/** Why an address and a key could not be shown to work. Each has a remedy of its own. */
export const CONNECTION_PROBLEMS = [
  ...KEY_PROBLEMS,
  'rate-limited',
  'server-trouble',
  ...TROUBLES,
] as const;
export type ConnectionProblem = (typeof CONNECTION_PROBLEMS)[number];

/** Whether it is Confera's verdict on the key, which another try would not change. */
export function isKeyProblem(problem: ConnectionProblem): problem is KeyProblem {
  return KEY_PROBLEMS.some((each) => each === problem);
}
