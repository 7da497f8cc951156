/**
 * The shortest gap between two keys of a person, in milliseconds. Scanners usually take up to 50 ms a key, and the
 * slowest that are sold take 60.
 */
export const PERSON_GAP_MS = 70;
