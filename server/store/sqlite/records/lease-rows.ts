import type { Database } from 'better-sqlite3';
import type { Fence, Lease } from '../../leases.ts';
import { readMeta, writeMeta } from '../meta.ts';

/** until: ms since 1970, by the clock of this machine; 0 once it was given back. */
export const leaseTable = `
  CREATE TABLE lease (
    lease TEXT PRIMARY KEY, holder TEXT NOT NULL, token INTEGER NOT NULL, until INTEGER NOT NULL, says TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

/** So long after it ran out, a lease is forgotten, ms. */
const REMEMBERED_MS = 24 * 3600_000;

export type LeaseAsked = { lease: string; holder: string; ms: number; says: string; now: number };

/** The token; null while another holder has it. */
export function takeLease(db: Database, { lease, holder, ms, says, now }: LeaseAsked): number | null {
  const has = db
    .prepare<[string], { holder: string; until: number }>('SELECT holder, until FROM lease WHERE lease = ?')
    .get(lease);
  if (has && has.holder !== holder && has.until > now) return null;
  const token = Number(readMeta(db, 'leaseToken') ?? 0) + 1;
  writeMeta(db, 'leaseToken', String(token));
  db.prepare('DELETE FROM lease WHERE until < ?').run(now - REMEMBERED_MS);
  db.prepare('INSERT OR REPLACE INTO lease (lease, holder, token, until, says) VALUES (?, ?, ?, ?, ?)').run(
    lease,
    holder,
    token,
    now + ms,
    says,
  );
  return token;
}

export type LeaseRenewed = { fence: Fence; until: number; says: string | null };

/** False when a later token was given. */
export function renewLease(db: Database, { fence, until, says }: LeaseRenewed): boolean {
  const renewed = db
    .prepare('UPDATE lease SET until = ?, says = COALESCE(?, says) WHERE lease = ? AND token = ?')
    .run(until, says, fence.lease, fence.token);
  return renewed.changes === 1;
}

/** Of whoever had the file open before: one process at a time does. */
export function freeLeases(db: Database): void {
  db.prepare('UPDATE lease SET until = 0 WHERE until > 0').run();
}

/** Whether nobody has taken the lease since. */
export function isNewest(db: Database, { lease, token }: Fence): boolean {
  return db.prepare<[string], number>('SELECT token FROM lease WHERE lease = ?').pluck().get(lease) === token;
}

export function listLeases(db: Database, now: number): Lease[] {
  return db
    .prepare<[number], Lease>(
      'SELECT lease, holder, token, says, MAX(0, until - ?) AS leftMs FROM lease ORDER BY lease',
    )
    .all(now);
}
