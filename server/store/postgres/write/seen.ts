import type { KeySum } from '../../key-sum.ts';
import { readKeySum } from '../../key-sum.ts';
import type { FactRow } from '../../rows/fact-row.ts';
import { StoreUnavailable } from '../../store.ts';
import { DAMAGED } from '../agreement.ts';
import { named, type Line } from '../connect/line.ts';
import { plainText } from '../plain-text.ts';
import { MAY_KEEP } from '../still.ts';
import { placeKey, refKey, type Wanted } from './request.ts';

/** The row that everybody who appends locks. */
export type Head = {
  version: number;
  epoch: string;
  hourShift: number;
  seq: number;
  hash: Buffer;
  month: number;
  change: number;
  incidents: number;
  keys: KeySum;
  leaseToken: number;
  /** By the clock of the database, ms. */
  now: number;
  /** Whether anything may be kept at present (still.ts). */
  mayKeep: boolean;
};

/** A row of the incident index, as far as decisions rest on it. */
export type SeenIncident = {
  n: number;
  id: string;
  first: number;
  past_at: number | null;
  /** Its own, or null: it is what fact `first` brought. */
  body: string | null;
  /** That fact's, where it brought no more than this one and there is no body. */
  brought: string | null;
  reported_at: number;
  day_only: number | null;
  category: number;
  cell: number;
  source: string | null;
  /** Whether a later fact concerns it. */
  has_later: boolean;
};

/** What there is, read under the lock. */
export type Seen = {
  head: Head;
  keys: Map<string, number>;
  subjects: Map<string, number>;
  /** By source and reference: the incident that it stands for, and the newest fact that changed it. */
  refs: Map<string, { id: string; head: number }>;
  incidents: Map<string, SeenIncident>;
  leases: Map<string, { holder: string; token: number; until: number }>;
  places: Set<string>;
  /** The newest change of each drawer. */
  drawers: Map<string, number>;
  /** Of the fact at the place that was asked about, 8 bytes in hex; undefined where there is none. */
  hashThere: string | undefined;
  /** Facts after the place that was asked about: by whoever appended before us, the first of them. */
  since: FactRow[];
};

const lockHead = named(
  'lock-head',
  `SELECT version, epoch, hour_shift, seq, hash, month, change, incidents, keys_count, keys_sum, lease_token,
     (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now, ${MAY_KEEP} AS may_keep
   FROM head FOR UPDATE`,
);
const seeKeys = named('see-keys', 'SELECT key, first FROM entry_key WHERE key = ANY($1)');
const seeSubjects = named('see-subjects', 'SELECT subject, seq FROM subject_head WHERE subject = ANY($1)');
const seeRefs = named(
  'see-refs',
  `SELECT DISTINCT ON (i.source_ref, i.source) i.source, i.source_ref, i.id, COALESCE(h.seq, 0) AS head
   FROM unnest($1::text[], $2::text[]) AS r (source, ref)
   JOIN incident i ON i.source_ref = r.ref COLLATE "C" AND i.source = r.source COLLATE "C"
   LEFT JOIN subject_head h ON h.subject = ('incident/' || i.id) COLLATE "C"
   ORDER BY i.source_ref, i.source, i.n`,
);
const seeIncidents = named(
  'see-incidents',
  `SELECT n, id, first, past_at, i.body, reported_at, day_only, category, cell, source,
     CASE WHEN i.body IS NULL AND past_at IS NULL THEN (SELECT f.body FROM fact f WHERE f.seq = first) END AS brought,
     EXISTS (SELECT 1 FROM incident_fact l WHERE l.incident = n) AS has_later
   FROM incident i WHERE id = ANY($1)`,
);
const seeLeases = named('see-leases', 'SELECT lease, holder, token, until FROM lease WHERE lease = ANY($1)');
const seePlaces = named(
  'see-places',
  `SELECT d.drawer, d.id FROM unnest($1::text[], $2::text[]) AS p (drawer, id)
     JOIN drawer d ON d.drawer = p.drawer COLLATE "C" AND d.id = p.id COLLATE "C"
   UNION ALL SELECT 'token', sha256 FROM token WHERE sha256 = ANY($2)`,
);
const seeDrawers = named(
  'see-drawers',
  `SELECT d AS drawer, (SELECT c.n FROM change c WHERE c.drawer = d COLLATE "C" ORDER BY c.n DESC LIMIT 1) AS n
   FROM unnest($1::text[]) AS d`,
);
/** The fact at that place too, without its body: whether it is the one that is known there. */
const seeSince = named(
  'see-since',
  `SELECT seq, CASE WHEN seq = $1 THEN '' ELSE body END AS body, encode(substr(hash, 1, 8), 'hex') AS hash FROM (
     SELECT *, sum(octet_length(body)) OVER (ORDER BY seq) - octet_length(body) AS before
     FROM (SELECT * FROM fact WHERE seq >= $1 ORDER BY seq LIMIT 500) AS page
   ) AS sized WHERE before < 2000000 ORDER BY seq`,
);

type HeadRow = {
  version: number;
  epoch: string;
  hour_shift: number;
  seq: number;
  hash: Buffer;
  month: number;
  change: number;
  incidents: number;
  keys_count: number;
  keys_sum: string;
  lease_token: number;
  now: number;
  may_keep: boolean;
};

/** Begins a transaction, locks the head and reads what is wanted, all in one go to the server and back. */
export async function lockAndSee(line: Line, wanted: Wanted, after: number): Promise<Seen> {
  const rows = async <R extends object>(query: { name?: string; text: string }, values: unknown[], ask = true) =>
    ask ? (await line.query<R>({ ...query, values })).rows : [];
  const places = [...wanted.places.values()];
  const refs = [...wanted.refs.values()];
  const plain = (texts: Iterable<string>) => [...texts].map(plainText);
  const asked = [
    line.query('BEGIN'),
    rows<HeadRow>(lockHead, []),
    rows<{ key: string; first: number }>(seeKeys, [plain(wanted.keys)], wanted.keys.size > 0),
    rows<{ subject: string; seq: number }>(seeSubjects, [plain(wanted.subjects)], wanted.subjects.size > 0),
    rows<{ source: string; source_ref: string; id: string; head: number }>(
      seeRefs,
      [plain(refs.map(({ source }) => source)), plain(refs.map(({ sourceRef }) => sourceRef))],
      refs.length > 0,
    ),
    rows<SeenIncident>(seeIncidents, [plain(wanted.incidents)], wanted.incidents.size > 0),
    rows<{ lease: string; holder: string; token: number; until: number }>(
      seeLeases,
      [plain(wanted.leases)],
      wanted.leases.size > 0,
    ),
    rows<{ drawer: string; id: string }>(
      seePlaces,
      [plain(places.map(({ drawer }) => drawer)), plain(places.map(({ id }) => id))],
      places.length > 0,
    ),
    rows<{ drawer: string; n: number | null }>(seeDrawers, [plain(wanted.drawers)], wanted.drawers.size > 0),
    rows<{ seq: number; body: string; hash: string }>(seeSince, [after]),
  ] as const;
  // The first that fails says why; the rest only say that the transaction is lost.
  await Promise.allSettled(asked);
  const [, heads, keys, subjects, byRef, incidents, leases, found, drawers, since] = await Promise.all(asked);
  if (!heads[0]) throw new StoreUnavailable(DAMAGED);
  return {
    head: headOf(heads[0]),
    keys: new Map(keys.map(({ key, first }) => [key, first])),
    subjects: new Map(subjects.map(({ subject, seq }) => [subject, seq])),
    refs: new Map(byRef.map(({ source, source_ref, id, head }) => [refKey(source, source_ref), { id, head }])),
    incidents: new Map(incidents.map((row) => [row.id, row])),
    leases: new Map(leases.map(({ lease, ...row }) => [lease, row])),
    places: new Set(found.map(({ drawer, id }) => placeKey(drawer, id))),
    drawers: new Map(drawers.map(({ drawer, n }) => [drawer, n ?? 0])),
    hashThere: since.find(({ seq }) => seq === after)?.hash,
    since: since.filter(({ seq }) => seq > after).map(({ seq, body, hash }) => [seq, body, hash]),
  };
}

function headOf(row: HeadRow): Head {
  return {
    version: row.version,
    epoch: row.epoch,
    hourShift: row.hour_shift,
    seq: row.seq,
    hash: row.hash,
    month: row.month,
    change: row.change,
    incidents: row.incidents,
    keys: readKeySum(`${row.keys_count} ${row.keys_sum}`),
    leaseToken: row.lease_token,
    now: row.now,
    mayKeep: row.may_keep,
  };
}
