import type { KeptFact } from '../../sealed.ts';
import type { Database } from 'better-sqlite3';
import type { LoggedFact } from '#data/contract/fact.ts';
import { bringsIn } from '../../rows/brought-by.ts';
import { readKept } from './read-log.ts';

/** One transaction deletes so many facts, or characters of them, whichever is less. */
const STEP_FACTS = 200;
const STEP_CHARACTERS = 1_000_000;

/** Deletes the oldest facts up to `upto`, a little at a time; what they brought keeps a body of its own. The newest fact stays. */
export function openDropping(db: Database): (upto: number) => { isAll: boolean } {
  const newest = db.prepare<[], number>('SELECT COALESCE(MAX(seq), 0) FROM fact').pluck();
  const settle = db.prepare<[string, string, number]>(
    'UPDATE incident SET body = ? WHERE id = ? AND first = ? AND body IS NULL',
  );
  const remove = db.prepare<[number]>('DELETE FROM fact WHERE seq <= ?');

  return (upto) => {
    const end = Math.min(upto, newest.get()! - 1);
    const going: KeptFact[] = [];
    let characters = 0;
    for (const fact of readKept(db, { after: 0, limit: STEP_FACTS })) {
      if (fact.seq > end || (going.length > 0 && (characters += fact.body.length) > STEP_CHARACTERS)) break;
      going.push(fact);
    }
    for (const { seq, body } of going)
      for (const incident of bringsIn(Object.assign(JSON.parse(body), { seq }) as LoggedFact))
        settle.run(JSON.stringify(incident), incident.id, seq);
    const last = going.at(-1)?.seq ?? end;
    remove.run(last);
    return { isAll: last >= end };
  };
}
