/** The codes that `rejected_in_a_row` counts: the same one again adds nothing. */
export const sql = /* sql */ `
  CREATE TABLE rejected_code (
    destination_id INTEGER NOT NULL,
    code_hash BLOB NOT NULL,
    PRIMARY KEY (destination_id, code_hash)
  ) STRICT, WITHOUT ROWID;
`;
