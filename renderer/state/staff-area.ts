/** Whether the staff area is open over the screen. Each time that it is opened is a visit with a number of its own. */
export type StaffArea = { is: 'closed' | 'asks-pin' | 'open'; visit: number };

export const NO_STAFF: StaffArea = { is: 'closed', visit: 0 };

export type StaffEvent =
  /** Somebody asks for the staff area. */
  | { is: 'asked' }
  /** The core took the PIN that was entered in a visit. */
  | { is: 'unlocked'; visit: number }
  /** The core answered a visit's question with `locked`. */
  | { is: 'found-locked'; visit: number }
  /** Staff left, nobody touched anything for a while, or a visitor scanned a badge. */
  | { is: 'closed' };

/** The staff area after an event. Answers take time, and one that belongs to a visit that is over changes nothing. */
export function nextStaffArea(area: StaffArea, event: StaffEvent): StaffArea {
  switch (event.is) {
    case 'asked':
      return area.is === 'closed' ? { is: 'asks-pin', visit: area.visit + 1 } : area;
    case 'unlocked':
      return isNow(area, event) && area.is === 'asks-pin' ? { ...area, is: 'open' } : area;
    case 'found-locked':
      // The PIN is asked for again. That is a new visit, so other answers that are still on their way don't count.
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
