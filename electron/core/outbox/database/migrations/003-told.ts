/** What the person was told, which the row's outcome no longer says once it has been tried again. */
export const sql = /* sql */ `
  ALTER TABLE scan ADD COLUMN told TEXT;      -- null where no answer was given
`;
