/** What the person was told. The row's outcome no longer says it once the scan has been tried again. */
export const sql = /* sql */ `
  ALTER TABLE scan ADD COLUMN told TEXT;      -- null where no answer was given
`;
