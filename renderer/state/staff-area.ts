/** Whether the staff area lies over the screen, and which time it does so: each opening is a visit of its own. */
export type StaffArea = { is: 'closed' | 'asks-pin' | 'open'; visit: number };

export const NO_STAFF: StaffArea = { is: 'closed', visit: 0 };

export type StaffEvent =
  /** Somebody asks for the staff area. */
  | { is: 'asked' }
  /** The core took the PIN that was entered in a visit. */
  | { is: 'unlocked'; visit: number }
  /** The core answered a visit's question with `locked`. */
  | { is: 'found-locked'; visit: number }
  /** Staff went, nobody came, or a visitor shows a badge. */
  | { is: 'closed' };

/** Answers take their time. One that belongs to a visit which is over changes nothing on the screen. */
export function nextStaffArea(area: StaffArea, event: StaffEvent): StaffArea {
  switch (event.is) {
    case 'asked':
      return area.is === 'closed' ? { is: 'asks-pin', visit: area.visit + 1 } : area;
    case 'unlocked':
      return isNow(area, event) && area.is === 'asks-pin' ? { ...area, is: 'open' } : area;
    case 'found-locked':
      // The PIN is asked for anew, and what else the visit still waits for is over.
      return isNow(area, event) && area.is === 'open'
        ? { is: 'asks-pin', visit: area.visit + 1 }
        : area;
    case 'closed':
      return area.is === 'closed' ? area : { ...area, is: 'closed' };
  }
}

function isNow(area: StaffArea, { visit }: { visit: number }): boolean {
  return area.is !== 'closed' && area.visit === visit;
}
