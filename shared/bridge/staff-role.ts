/**
 * What a PIN opens. A steward at an entrance gets what an entrance needs; a supervisor also gets whatever changes the
 * device, takes data from it or ends it.
 */
export const STAFF_ROLES = ['steward', 'supervisor'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/** Whether somebody with this role may do what needs another. A supervisor may do whatever a steward may. */
export function suffices(role: StaffRole, needed: StaffRole): boolean {
  return STAFF_ROLES.indexOf(role) >= STAFF_ROLES.indexOf(needed);
}
