import { columnNames } from '../../rows/incident-columns.ts';
import { named } from '../connect/line.ts';

/** The type of each column of the incident index, in the order of `columnNames`. */
const types: Record<string, string> = {
  id: 'text',
  rev: 'int',
  open: 'int',
  state: 'text',
  priority: 'int',
  category: 'int',
  cell: 'int',
  area1: 'int',
  area2: 'int',
  area3: 'int',
  reported_at: 'bigint',
  day_only: 'int',
  source: 'text',
  source_ref: 'text',
  text: 'text',
};
const names = columnNames.split(', ');
const whole = ['n', 'first', 'past_at', 'body', ...names];
const wholeTypes = ['bigint', 'bigint', 'int', 'text', ...names.map((name) => types[name]!)];

/** Rows by their columns, each an array. */
const unnest = (columnTypes: readonly string[]) =>
  `unnest(${columnTypes.map((type, i) => `$${i + 1}::${type}[]`).join(', ')})`;
export const transposed = (rows: readonly (readonly unknown[])[], width: number): unknown[][] =>
  Array.from({ length: width }, (_, i) => rows.map((row) => row[i]));

export const putFacts = named(
  'put-facts',
  `INSERT INTO fact (seq, month, at, kind, body, hash) SELECT * FROM ${unnest(['bigint', 'int', 'bigint', 'text', 'text', 'bytea'])}`,
);
export const putKeys = named(
  'put-keys',
  `INSERT INTO entry_key (key, first) SELECT * FROM ${unnest(['text', 'bigint'])}`,
);
export const putIncidents = named(
  'put-incidents',
  `INSERT INTO incident (${whole.join(', ')}) SELECT * FROM ${unnest(wholeTypes)}`,
);
export const changeIncidents = named(
  'change-incidents',
  `UPDATE incident SET (body, ${columnNames}) = (c.body, ${names.map((name) => `c.${name}`).join(', ')})
   FROM ${unnest(wholeTypes)} AS c (${whole.join(', ')}) WHERE incident.n = c.n`,
);
export const dueTexts = named(
  'due-texts',
  'INSERT INTO text_due (n) SELECT unnest($1::bigint[]) ON CONFLICT DO NOTHING',
);
export const removeIncidents = named(
  'remove-incidents',
  `WITH texts AS (DELETE FROM incident_text WHERE n = ANY($1::bigint[])), due AS (DELETE FROM text_due WHERE n = ANY($1::bigint[]))
   DELETE FROM incident WHERE n = ANY($1::bigint[])`,
);
export const putLinks = named(
  'put-links',
  `INSERT INTO incident_fact (incident, seq) SELECT * FROM ${unnest(['bigint', 'bigint'])} ON CONFLICT DO NOTHING`,
);
export const addCounts = named(
  'add-counts',
  `INSERT INTO rollup (hour, category, cell, origin, count) SELECT * FROM ${unnest(['int', 'int', 'int', 'int', 'bigint'])}
   ON CONFLICT (hour, category, cell, origin) DO UPDATE SET count = rollup.count + excluded.count`,
);
export const sweepCounts = named(
  'sweep-counts',
  `DELETE FROM rollup USING ${unnest(['int', 'int', 'int', 'int'])} AS c (hour, category, cell, origin)
   WHERE rollup.hour = c.hour AND rollup.category = c.category AND rollup.cell = c.cell AND rollup.origin = c.origin AND count = 0`,
);
export const putRecords = named(
  'put-records',
  `INSERT INTO record (subject, seq) SELECT * FROM ${unnest(['text', 'bigint'])}`,
);
export const moveSubjects = named(
  'move-subjects',
  `INSERT INTO subject_head (subject, seq) SELECT * FROM ${unnest(['text', 'bigint'])}
   ON CONFLICT (subject) DO UPDATE SET seq = excluded.seq`,
);
export const putDrawers = named(
  'put-drawers',
  `INSERT INTO drawer (drawer, id, text, bytes) SELECT * FROM ${unnest(['text', 'text', 'text', 'bytea'])}
   ON CONFLICT (drawer, id) DO UPDATE SET text = excluded.text, bytes = excluded.bytes`,
);
export const emptyDrawers = named(
  'empty-drawers',
  `DELETE FROM drawer USING ${unnest(['text', 'text'])} AS p (drawer, id)
   WHERE drawer.drawer = p.drawer COLLATE "C" AND drawer.id = p.id COLLATE "C"`,
);
export const putTokens = named(
  'put-tokens',
  `INSERT INTO token (sha256, name, body) SELECT * FROM ${unnest(['text', 'text', 'text'])}
   ON CONFLICT (sha256) DO UPDATE SET name = excluded.name, body = excluded.body`,
);
export const removeTokens = named('remove-tokens', 'DELETE FROM token WHERE sha256 = ANY($1)');
export const putChanges = named(
  'put-changes',
  `INSERT INTO change (drawer, id, n, gone) SELECT * FROM ${unnest(['text', 'text', 'bigint', 'boolean'])}
   ON CONFLICT (drawer, id) DO UPDATE SET n = excluded.n, gone = excluded.gone`,
);
export const putLeases = named(
  'put-leases',
  `INSERT INTO lease (lease, holder, token, until, says) SELECT * FROM ${unnest(['text', 'text', 'bigint', 'bigint', 'text'])}
   ON CONFLICT (lease) DO UPDATE SET holder = excluded.holder, token = excluded.token, until = excluded.until, says = excluded.says`,
);
export const forgetLeases = named('forget-leases', 'DELETE FROM lease WHERE until < $1');
export const moveHead = named(
  'move-head',
  `UPDATE head SET seq = $1, hash = $2, month = $3, change = $4, incidents = $5, keys_count = $6, keys_sum = $7, lease_token = $8`,
);
export const ring = named('ring', 'SELECT pg_notify($1, $2)');

/** So many newest removals are told one by one; who is further behind reads everything anew. */
const KEPT_REMOVALS = 1000;
/** How many changes go by between two looks at what may be forgotten. */
export const TRIM_EVERY = 256;
export const trimChanges = named(
  'trim-changes',
  `WITH floor AS (SELECT n FROM change WHERE gone ORDER BY n DESC OFFSET ${KEPT_REMOVALS} LIMIT 1),
     gone AS (DELETE FROM change USING floor WHERE gone AND change.n <= floor.n)
   UPDATE head SET change_floor = floor.n FROM floor`,
);
/** So long after it ran out, a lease is forgotten, ms. */
export const REMEMBERED_MS = 24 * 3600_000;
