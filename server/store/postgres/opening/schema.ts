import type { Line } from '../connect/line.ts';

/** Words that are compared byte by byte, as SQLite does and as our own code does. */
const TEXT = 'text COLLATE "C"';

const first = `
  -- One row: what the store is, and where everything that counts up stands. Whoever appends locks it.
  -- month: of the newest fact, as 202601; change_floor: the newest change that was forgotten; incidents: the newest n;
  -- keys_count and keys_sum: key-sum.ts; text_upto: how far texts are indexed.
  CREATE TABLE head (
    one int PRIMARY KEY CHECK (one = 1), version int NOT NULL, installation text NOT NULL, epoch text NOT NULL,
    hour_shift bigint NOT NULL, seq bigint NOT NULL, hash bytea NOT NULL, month int NOT NULL,
    change bigint NOT NULL, change_floor bigint NOT NULL, incidents bigint NOT NULL,
    keys_count bigint NOT NULL, keys_sum text NOT NULL, lease_token bigint NOT NULL
  );

  -- The log. hash = sha256(hash of the row before, body); body is the fact without its seq. In parts by the month
  -- in which it was recorded, which never goes back.
  CREATE TABLE fact (
    seq bigint NOT NULL, month int NOT NULL, at bigint NOT NULL, kind text NOT NULL, body text NOT NULL, hash bytea NOT NULL,
    PRIMARY KEY (seq, month)
  ) PARTITION BY LIST (month);
  CREATE TABLE entry_key (key ${TEXT} PRIMARY KEY, first bigint NOT NULL);

  -- Categories, cells, areas, origins and units, so that rows that repeat them hold a number.
  CREATE TABLE word (n int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, word ${TEXT} NOT NULL UNIQUE);

  -- One row per incident that ever was. text is what a search looks through, in lower case.
  -- first is the seq of the fact that brought it, past_at a past case's position in that fact. It
  -- has a body of its own only once something happened to it; before, it is what that fact says.
  CREATE TABLE incident (
    n bigint PRIMARY KEY, id ${TEXT} NOT NULL UNIQUE, rev int NOT NULL, open int NOT NULL,
    state text NOT NULL, priority int NOT NULL, category int NOT NULL, cell int NOT NULL,
    area1 int, area2 int, area3 int, reported_at bigint NOT NULL, day_only int,
    source ${TEXT}, source_ref ${TEXT}, text text NOT NULL, first bigint NOT NULL, past_at int, body text
  );
  CREATE INDEX incident_newest ON incident (reported_at DESC, id DESC);
  CREATE INDEX incident_open ON incident (reported_at DESC, id DESC) WHERE open = 1;
  CREATE INDEX incident_source ON incident (source_ref, source);
  -- Which later facts concern an incident, by its n.
  CREATE TABLE incident_fact (incident bigint NOT NULL, seq bigint NOT NULL, PRIMARY KEY (incident, seq));
  -- The pairs of letters in incident.text (text-pairs.ts), by n: of all rows up to text_index.upto that are not in text_due.
  CREATE TABLE incident_text (n bigint PRIMARY KEY, pairs int[] NOT NULL);
  CREATE INDEX incident_text_pairs ON incident_text USING gin (pairs);
  CREATE TABLE text_due (n bigint PRIMARY KEY);
  CREATE TABLE text_index (one int PRIMARY KEY CHECK (one = 1), upto bigint NOT NULL);
  INSERT INTO text_index VALUES (1, 0);

  CREATE TABLE rollup (
    hour int NOT NULL, category int NOT NULL, cell int NOT NULL, origin int NOT NULL, count bigint NOT NULL,
    PRIMARY KEY (hour, category, cell, origin)
  );

  -- Batches of packed fixes (track-packing.ts), in parts by the day of the newest fix in them, as 20260105.
  CREATE TABLE track (
    n bigint GENERATED ALWAYS AS IDENTITY, day int NOT NULL, from_at bigint NOT NULL, to_at bigint NOT NULL,
    fixes int NOT NULL, body bytea NOT NULL, PRIMARY KEY (n, day)
  ) PARTITION BY LIST (day);
  CREATE INDEX track_time ON track (to_at, from_at);
  -- The newest fix of every unit as of track batch upto; one row.
  CREATE TABLE track_latest (one int PRIMARY KEY CHECK (one = 1), upto bigint NOT NULL, body bytea NOT NULL);
  INSERT INTO track_latest VALUES (1, 0, '');

  -- Which facts are on record about what (subjects.ts), and the newest that changed each thing.
  CREATE TABLE record (subject ${TEXT}, seq bigint NOT NULL, PRIMARY KEY (subject, seq));
  CREATE TABLE subject_head (subject ${TEXT} PRIMARY KEY, seq bigint NOT NULL);

  -- What is kept as it is and may be changed: people, sessions, photos. A body is text or bytes.
  CREATE TABLE drawer (
    drawer ${TEXT}, id ${TEXT}, text text, bytes bytea, PRIMARY KEY (drawer, id), CHECK ((text IS NULL) <> (bytes IS NULL))
  );
  CREATE TABLE token (sha256 ${TEXT} PRIMARY KEY, name ${TEXT} NOT NULL, body text NOT NULL);
  -- The newest change of each thing that is kept there, photos excepted, and of what was taken out.
  CREATE TABLE change (
    drawer ${TEXT}, id ${TEXT}, n bigint NOT NULL UNIQUE, gone boolean NOT NULL, PRIMARY KEY (drawer, id)
  );
  CREATE INDEX change_newest ON change (drawer, n DESC);

  CREATE TABLE snapshot (seq bigint PRIMARY KEY, format int NOT NULL, body bytea NOT NULL);
  CREATE TABLE lease (
    lease ${TEXT} PRIMARY KEY, holder text NOT NULL, token bigint NOT NULL, until bigint NOT NULL, says text NOT NULL
  );
`;

const second = `
  -- What came in and was not taken (letters.ts).
  CREATE TABLE letter (
    id ${TEXT} PRIMARY KEY, kind text NOT NULL, channel ${TEXT} NOT NULL, source text, at bigint NOT NULL,
    reason text NOT NULL, body text NOT NULL
  );
  CREATE INDEX letter_room ON letter (channel, kind, at, id);
  CREATE INDEX letter_newest ON letter (at, id);
`;

/** Step i takes a store from version i to version i + 1. Steps are added, never changed. */
type Step = (line: Line) => Promise<unknown>;
export const steps: readonly Step[] = [(line) => line.query(first), (line) => line.query(second)];

/** What a store that this program writes has as its version. */
export const VERSION = steps.length;

/** All tables of a whole store: without one of them it is none. Parts of tables are not counted. */
export const TABLES = [
  'change',
  'drawer',
  'entry_key',
  'fact',
  'head',
  'incident',
  'incident_fact',
  'incident_text',
  'lease',
  'letter',
  'record',
  'rollup',
  'snapshot',
  'subject_head',
  'text_due',
  'text_index',
  'token',
  'track',
  'track_latest',
  'word',
] as const;
