import { type StaffRole, suffices } from '../../shared/bridge/staff-role.ts';

/** Whether the staff area is open over the screen. Each time that it is opened is a visit with a number of its own. */
export type StaffArea = {
  is: 'closed' | 'asks-pin' | 'open';
  visit: number;
  /** For whom it is open; while it asks for a PIN, for whom it is again if they go back. Null for nobody. */
  role: StaffRole | null;
  /** Whose PIN opens it; a supervisor's opens whatever a steward's does. */
  needs: StaffRole;
  /** The page that it opens on. */
  opensOn: 'overview' | 'check';
};

export const NO_STAFF: StaffArea = {
  is: 'closed',
  visit: 0,
  role: null,
  needs: 'steward',
  opensOn: 'overview',
};

export type StaffEvent =
  /** Somebody asks for the staff area. */
  | { is: 'asked'; for?: StaffArea['opensOn'] }
  /** A steward asks for what only a supervisor may do. */
  | { is: 'asked-more' }
  /** A PIN was sent to the core in a visit. The core locks before it looks at one. */
  | { is: 'tried'; visit: number }
  /** The core took the PIN that was entered in a visit. */
  | { is: 'unlocked'; visit: number; role: StaffRole }
  /** Whoever was asked for a PIN has none to enter. */
  | { is: 'went-back' }
  /** The core answered a visit's question with `locked`. */
  | { is: 'found-locked'; visit: number }
  /** Staff left, nobody touched anything for a while, or a visitor scanned a badge. */
  | { is: 'closed' };

/** The staff area after an event. Answers take time, and one that belongs to a visit that is over changes nothing. */
export function nextStaffArea(area: StaffArea, event: StaffEvent): StaffArea {
  switch (event.is) {
    case 'asked':
      if (area.is !== 'closed') return area;
      return { ...asking(area, 'steward'), opensOn: event.for ?? 'overview' };
    case 'asked-more':
      return area.is === 'open' ? { ...asking(area, 'supervisor'), role: area.role } : area;
    case 'tried':
      return isNow(area, event) && area.is === 'asks-pin' ? { ...area, role: null } : area;
    case 'unlocked':
      if (!isNow(area, event) || area.is !== 'asks-pin') return area;
      return {
        ...area,
        is: suffices(event.role, area.needs) ? 'open' : 'asks-pin',
        role: event.role,
      };
    case 'went-back':
      if (area.is !== 'asks-pin') return area;
      return area.role === null ? closed(area) : { ...area, is: 'open', visit: area.visit + 1 };
    case 'found-locked':
      return isNow(area, event) && area.is === 'open' ? asking(area, 'steward') : area;
    case 'closed':
      return area.is === 'closed' ? area : closed(area);
  }
}

/** Asks for a PIN. That is a new visit, so answers to the one before that are still on their way don't count. */
function asking(area: StaffArea, needs: StaffRole): StaffArea {
  return { ...area, is: 'asks-pin', visit: area.visit + 1, role: null, needs };
}

function closed({ visit }: StaffArea): StaffArea {
  return { ...NO_STAFF, visit };
}

function isNow(area: StaffArea, { visit }: { visit: number }): boolean {
  return area.is !== 'closed' && area.visit === visit;
}
