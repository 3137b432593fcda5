import type { Database } from 'better-sqlite3';
import type { Bad } from '../../checks/log-check.ts';
import type { RegisterCheck, RegisterRow } from '../../checks/register-check.ts';
import type { Vouched } from '#data/contract/facts/register.ts';
import type { RegisterChange } from '../../rows/register-change.ts';
import type { Kept } from '../../store.ts';
import { keptFact } from '../../vouching.ts';
import { openLog } from '../log/log-rows.ts';
import { readMeta, writeMeta } from '../meta.ts';
import { putIntoDrawer, removeFromDrawer } from './drawer-rows.ts';
import { addToken, removeToken } from './token-rows.ts';

/** False when there is nothing to take out, or something in the drawer has changed since `at`: then nothing was changed. */
export function changeRegister(db: Database, change: RegisterChange): boolean {
  switch (change.do) {
    case 'put':
      return putIntoDrawer(db, change);
    case 'remove':
      return removeFromDrawer(db, change);
    case 'add-token':
      addToken(db, change);
      return true;
    case 'remove-token':
      return removeToken(db, change.sha256);
  }
}

type Row = { drawer: Vouched; id: string; body: Kept };

const all = `(
  SELECT drawer, id, body FROM drawer WHERE drawer IN ('person', 'photo', 'archive')
  UNION ALL SELECT 'token', sha256, body FROM token)`;

/** Vouches for what a store holds from the time before the log did; never for what a log that does has not got. */
export function vouchForAll(db: Database): void {
  writeMeta(db, 'vouched', '1');
  if (db.prepare("SELECT 1 FROM fact WHERE kind = 'register.kept' LIMIT 1").get() !== undefined) return;
  const log = openLog(db);
  const at = Date.now();
  const names = db.prepare<[], Omit<Row, 'body'>>(`SELECT drawer, id FROM ${all}`).all();
  const find = db.prepare<[string, string], Kept>(`SELECT body FROM ${all} WHERE drawer = ? AND id = ?`).pluck();
  for (const { drawer, id } of names) {
    const fact = keptFact(drawer, id, find.get(drawer, id)!, at);
    log.add({ at, kind: fact.kind, body: JSON.stringify(fact) });
  }
  log.flush();
}

/** The first of register, tokens and photos that is not what the log vouches for. */
export function wrongRegister(db: Database, check: RegisterCheck, head: number): Bad | null {
  // A store of a time before is vouched for when it is opened for work.
  if (check.isEmpty() && readMeta(db, 'vouched') === undefined) return null;
  const rows = db.prepare<[], RegisterRow>(
    `SELECT every.drawer, every.id, every.body, token.name FROM ${all} AS every LEFT JOIN token ON every.drawer = 'token' AND sha256 = every.id`,
  );
  return check.firstWrong(rows.iterate(), head);
}
