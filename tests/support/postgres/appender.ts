import type { Seq } from '#data/contract/ids.ts';
import { openPostgresStore } from '#server/store/postgres/open.ts';
import type { Entry, Outcome } from '#server/store/store.ts';
import { noted, registered, reported } from '../store-facts.ts';

/**
 * A process that appends beside others: `node appender.ts URL NAME COUNT`. Every second key is one that the others use as
 * well, and every tenth entry rests on what was last known of one incident that all of them change. Prints how its
 * entries ended, as JSON.
 */
const [url, name, count] = process.argv.slice(2) as [string, string, string];
const BATCH = 50;

const store = await openPostgresStore({ url, node: name, hourShift: 0, secret: 'one' });
let told = 0;
let gaps = 0;
let contested = 0;
store.log.follow((facts) => {
  for (const { fact } of facts) {
    if (told !== 0 && fact.seq !== told + 1) gaps++;
    told = fact.seq;
    if (fact.kind === 'incident.noted' && fact.incident === ('contested' as never)) contested = fact.seq;
  }
});
const ended: Record<Outcome['is'], number> = { appended: 0, repeated: 0, conflict: 0, fenced: 0 };
let late = 0;
const lanes = Array.from({ length: 4 }, (_, lane) => appendInLane(lane));
await Promise.all(lanes);
await store.close();
process.stdout.write(JSON.stringify({ ended, gaps, late }));

async function appendInLane(lane: number): Promise<void> {
  for (let i = lane * BATCH; i < Number(count); i += 4 * BATCH) {
    const entries = Array.from({ length: BATCH }, (_, j) => entryOf(i + j));
    for (const outcome of await store.log.append(entries)) {
      ended[outcome.is]++;
      // Who is turned away has been told why before.
      if (outcome.is === 'conflict' && contested < outcome.head) late++;
    }
  }
}

function entryOf(i: number): Entry {
  if (i % 10 === 9)
    return { facts: [noted('contested', i)], guards: [{ subject: 'incident/contested', at: contested as Seq }] };
  if (i % 2 === 0) return { facts: [registered(`shared-${i}`)], key: `shared-${i}` };
  return { facts: [reported(`${name}-${i}`), noted(`${name}-${i}`, 2)], key: `${name}-${i}` };
}
