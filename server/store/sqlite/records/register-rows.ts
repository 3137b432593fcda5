import type { Database } from 'better-sqlite3';
import type { LoggedFact } from '#data/contract/fact.ts';
import type { Vouched } from '#data/contract/facts/register.ts';
import type { RegisterChange } from '../../rows/register-change.ts';
import type { Kept } from '../../store.ts';
import { digestOf, keptFact } from '../../vouching.ts';
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
  SELECT drawer, id, body FROM drawer WHERE drawer IN ('person', 'photo')
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

/** Register, tokens and photos against the log. */
export type RegisterCheck = {
  see(fact: LoggedFact): void;
  /** The first that is not what the facts seen so far vouch for. */
  firstWrong(head: number): { firstBad: number; why: string } | null;
};

export function createRegisterCheck(db: Database): RegisterCheck {
  const told = new Map<string, { seq: number; digest: string | null }>();
  return {
    see(fact) {
      if (fact.kind === 'register.kept') told.set(`${fact.drawer} ${fact.id}`, { seq: fact.seq, digest: fact.digest });
    },
    firstWrong(head) {
      // A store of a time before is vouched for when it is opened for work.
      if (told.size === 0 && readMeta(db, 'vouched') === undefined) return null;
      for (const { drawer, id, body } of db.prepare<[], Row>(`SELECT * FROM ${all}`).iterate()) {
        const name = `${drawer} ${id}`;
        const vouched = told.get(name);
        told.delete(name);
        if (!vouched || vouched.digest === null)
          return { firstBad: vouched?.seq ?? head, why: `nothing vouches for ${name}, which is kept` };
        if (vouched.digest !== digestOf(body))
          return { firstBad: vouched.seq, why: `what is kept of ${name} is not what this fact vouches for` };
      }
      // A token is ended by its name, which stands beside the grant that is vouched for.
      const renamed = db
        .prepare<[], string>("SELECT sha256 FROM token WHERE name IS NOT json_extract(body, '$.name') LIMIT 1")
        .pluck()
        .get();
      if (renamed !== undefined)
        return { firstBad: head, why: `the name beside token ${renamed} is not the one that is vouched for` };
      for (const [name, { seq, digest }] of told)
        if (digest !== null)
          return { firstBad: seq, why: `${name}, for which this fact vouches, is not kept any more` };
      return null;
    },
  };
}
