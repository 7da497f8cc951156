import { sql as scans } from './001-scans.ts';
import { sql as times } from './002-times.ts';
import { sql as told } from './003-told.ts';
import { sql as rejectedCodes } from './004-rejected-codes.ts';
import { sql as claims } from './005-claims.ts';
import { sql as attempts } from './006-attempts.ts';
import { sql as tallies } from './007-tallies.ts';

/**
 * Every migration, in order. Migration N takes the database to `user_version` N. A migration that has been released is
 * never edited. They are modules rather than .sql files so that the bundles contain them.
 */
export const migrations: readonly string[] = [
  scans,
  times,
  told,
  rejectedCodes,
  claims,
  attempts,
  tallies,
];
