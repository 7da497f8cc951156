/** What the page of counts reads: tallies that change with the scans themselves, and what no scan holds. */
export const sql = /* sql */ `
  -- What the person was told, if the scan was sent again since, and \`told\` says what holds now.
  ALTER TABLE scan ADD COLUMN first_told TEXT;

  ALTER TABLE scan ADD COLUMN five_minutes INTEGER AS (scanned_at / 300000);
  ALTER TABLE scan ADD COLUMN answer TEXT AS (coalesce(first_told, told, 'none'));
  ALTER TABLE scan ADD COLUMN stage TEXT AS (CASE state WHEN 'sending' THEN 'pending' ELSE state END);
  -- Whether its person went in by this device, and not by another gate before.
  ALTER TABLE scan ADD COLUMN lets_in INTEGER AS (
    answer IN ('checked-in', 'queued')
    OR (state = 'done' AND outcome IS 'checked-in' AND answer <> 'already-checked-in')
  );

  CREATE TABLE scan_tally (
    destination_id INTEGER NOT NULL,
    venue_day TEXT NOT NULL,
    five_minutes INTEGER NOT NULL,         -- since 1970
    kind TEXT NOT NULL,
    answer TEXT NOT NULL,
    stage TEXT NOT NULL,
    lets_in INTEGER NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (destination_id, venue_day, five_minutes, kind, answer, stage, lets_in)
  ) STRICT, WITHOUT ROWID;

  -- Each code once, when the first of its scans was made that let its person in.
  CREATE TABLE people_tally (
    destination_id INTEGER NOT NULL,
    venue_day TEXT NOT NULL,
    five_minutes INTEGER NOT NULL,
    kind TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (destination_id, venue_day, five_minutes, kind)
  ) STRICT, WITHOUT ROWID;

  -- Badges that were shown again and needed no row, because an earlier scan stands for them.
  CREATE TABLE repeat_tally (
    destination_id INTEGER NOT NULL,
    venue_day TEXT NOT NULL,
    five_minutes INTEGER NOT NULL,
    kind TEXT NOT NULL,
    answer TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (destination_id, venue_day, five_minutes, kind, answer)
  ) STRICT, WITHOUT ROWID;

  -- How long people waited for their answer.
  CREATE TABLE answer_time (
    destination_id INTEGER NOT NULL,
    venue_day TEXT NOT NULL,
    five_minutes INTEGER NOT NULL,
    up_to_ms INTEGER NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (destination_id, venue_day, five_minutes, up_to_ms)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE connection_change (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    connection TEXT NOT NULL
  ) STRICT;

  -- Days of which some scans are kept no longer, so that their counts are no more the counts of the day.
  CREATE TABLE thinned_day (
    destination_id INTEGER NOT NULL,
    venue_day TEXT NOT NULL,
    PRIMARY KEY (destination_id, venue_day)
  ) STRICT, WITHOUT ROWID;

  INSERT INTO scan_tally
    SELECT destination_id, venue_day, five_minutes, kind, answer, stage, lets_in, count(*) FROM scan
    GROUP BY 1, 2, 3, 4, 5, 6, 7;
  INSERT INTO people_tally
    SELECT destination_id, venue_day, five_minutes, kind, count(*) FROM (
      SELECT destination_id, venue_day, kind, five_minutes, min(id) FROM scan WHERE lets_in
      GROUP BY destination_id, venue_day, kind, code_hash
    ) GROUP BY 1, 2, 3, 4;

  CREATE TRIGGER scan_tallied AFTER INSERT ON scan BEGIN ${tallied()} END;

  CREATE TRIGGER scan_retallied
    AFTER UPDATE OF state, outcome, told, first_told, scanned_at, venue_day ON scan
    WHEN (OLD.venue_day, OLD.five_minutes, OLD.answer, OLD.stage, OLD.lets_in)
      <> (NEW.venue_day, NEW.five_minutes, NEW.answer, NEW.stage, NEW.lets_in)
  BEGIN ${untallied()} ${tallied()} END;

  CREATE TRIGGER scan_untallied AFTER DELETE ON scan BEGIN
    ${untallied()}
    DELETE FROM scan_tally WHERE ${keyOf('OLD')} AND n = 0;
  END;

  CREATE TRIGGER person_tallied AFTER INSERT ON scan WHEN NEW.lets_in BEGIN ${personTallied()} END;

  CREATE TRIGGER person_retallied
    AFTER UPDATE OF state, outcome, told, first_told, scanned_at, venue_day, code_hash ON scan
    WHEN (OLD.venue_day, OLD.five_minutes, OLD.code_hash, OLD.lets_in)
      <> (NEW.venue_day, NEW.five_minutes, NEW.code_hash, NEW.lets_in)
  BEGIN ${personUntallied()} ${personTallied()} END;

  CREATE TRIGGER person_untallied AFTER DELETE ON scan WHEN OLD.lets_in BEGIN
    ${personUntallied()}
    DELETE FROM people_tally WHERE ${personsKeyOf('OLD')} AND five_minutes = OLD.five_minutes AND n = 0;
  END;
`;

function tallied(): string {
  return `
    INSERT INTO scan_tally VALUES (NEW.destination_id, NEW.venue_day, NEW.five_minutes, NEW.kind,
      NEW.answer, NEW.stage, NEW.lets_in, 1)
      ON CONFLICT DO UPDATE SET n = n + 1;`;
}

function untallied(): string {
  return `UPDATE scan_tally SET n = n - 1 WHERE ${keyOf('OLD')};`;
}

function keyOf(row: 'OLD' | 'NEW'): string {
  return `${personsKeyOf(row)} AND five_minutes = ${row}.five_minutes AND answer = ${row}.answer
    AND stage = ${row}.stage AND lets_in = ${row}.lets_in`;
}

function personsKeyOf(row: 'OLD' | 'NEW'): string {
  return `destination_id = ${row}.destination_id AND venue_day = ${row}.venue_day AND kind = ${row}.kind`;
}

/** Other scans that let the same person in. */
function othersOf(row: 'OLD' | 'NEW'): string {
  return `FROM scan WHERE ${personsKeyOf(row)} AND code_hash = ${row}.code_hash AND lets_in`;
}

function isFirst(row: 'OLD' | 'NEW'): string {
  return `${row}.lets_in AND NOT EXISTS (SELECT 1 ${othersOf(row)} AND id < ${row}.id)`;
}

/** The person is counted where this scan is, and no longer where the scan is that was the first until now. */
function personTallied(): string {
  return `
    UPDATE people_tally SET n = n - 1
      WHERE ${personsKeyOf('NEW')} AND ${isFirst('NEW')} AND five_minutes = (
        SELECT five_minutes ${othersOf('NEW')} AND id > NEW.id ORDER BY id LIMIT 1
      );
    INSERT INTO people_tally
      SELECT NEW.destination_id, NEW.venue_day, NEW.five_minutes, NEW.kind, 1
      WHERE ${isFirst('NEW')}
      ON CONFLICT DO UPDATE SET n = n + 1;`;
}

/** The reverse. */
function personUntallied(): string {
  return `
    UPDATE people_tally SET n = n - 1
      WHERE ${personsKeyOf('OLD')} AND five_minutes = OLD.five_minutes AND ${isFirst('OLD')};
    INSERT INTO people_tally
      SELECT destination_id, venue_day, five_minutes, kind, 1 ${othersOf('OLD')} AND id > OLD.id
        AND ${isFirst('OLD')}
      ORDER BY id LIMIT 1
      ON CONFLICT DO UPDATE SET n = n + 1;`;
}
