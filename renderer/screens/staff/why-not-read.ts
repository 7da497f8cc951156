import type { Sentence } from '../../words/use-words.ts';

/** Why a page has nothing of the scans, by the problem that the core has answered. */
export const WHY_NOT_READ: Record<'not-running' | 'unreadable', Sentence> = {
  'not-running': ({ notNow }) => notNow['not-running'],
  unreadable: ({ notNow }) => notNow.unread,
};
