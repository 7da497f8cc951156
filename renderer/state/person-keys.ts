/** A person's keys are further apart, milliseconds: a scanner's pace ends at 50, and 60 is the slowest that is sold. */
export const PERSON_GAP_MS = 70;
