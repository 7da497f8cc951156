/** The codes that `rejected_in_a_row` counts, so that the same code is not counted twice. */
export const sql = /* sql */ `
  CREATE TABLE rejected_code (
    destination_id INTEGER NOT NULL,
    code_hash BLOB NOT NULL,
    PRIMARY KEY (destination_id, code_hash)
  ) STRICT, WITHOUT ROWID;
`;
