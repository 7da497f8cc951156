/** What a key can be allowed to do. No scope allows reading check-ins. */
export const SCOPES = [
  'website:read',
  'events:read',
  'events:write',
  'abstracts:read',
  'abstracts:write',
  'exhibition:read',
  'exhibition:write',
  'registrations:read',
  'registrations:write',
  'badges:write',
  'attendance:write',
] as const;
export type Scope = (typeof SCOPES)[number];

export interface ApiKey {
  readonly state: 'live' | 'revoked';
  readonly scopes: readonly Scope[];
  /** The name of its conference (default: the one that the simulator tells about). */
  readonly conference?: string | undefined;
}

const CHECKIN_SCOPES: readonly Scope[] = ['badges:write', 'attendance:write'];

export const SAMPLE_KEYS: Readonly<Record<string, ApiKey>> = {
  cat_demo_all: { state: 'live', scopes: SCOPES },
  /** What a kiosk needs that also shows the programme. */
  cat_demo_kiosk: { state: 'live', scopes: [...CHECKIN_SCOPES, 'website:read', 'events:read'] },
  /** What a gate needs, and no more: it may read nothing. */
  cat_demo_gate: { state: 'live', scopes: CHECKIN_SCOPES },
  cat_demo_badges: { state: 'live', scopes: ['badges:write'] },
  cat_demo_attendance: { state: 'live', scopes: ['attendance:write'] },
  cat_demo_revoked: { state: 'revoked', scopes: SCOPES },
  cat_demo_none: { state: 'live', scopes: [] },
};
