/** What the triggers keep in the tallies, counted anew from the scans: the rows that each of the tables should have. */
export const RECOUNTS = {
  scan_tally: `SELECT destination_id, venue_day, five_minutes, kind, answer, stage, lets_in, count(*) AS n
    FROM scan GROUP BY 1, 2, 3, 4, 5, 6, 7`,
  // With \`min\`, SQLite takes the other columns from the row that has the smallest value.
  people_tally: `SELECT destination_id, venue_day, five_minutes, kind, count(*) AS n FROM (
      SELECT destination_id, venue_day, kind, five_minutes, min(id) FROM scan WHERE lets_in
      GROUP BY destination_id, venue_day, kind, code_hash
    ) GROUP BY 1, 2, 3, 4`,
} as const;
