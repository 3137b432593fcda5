import type { LoggedFact } from '#data/contract/fact.ts';
import type { Incident } from '#data/contract/incident.ts';
import { broughtBy } from '../../rows/brought-by.ts';
import { shortHash } from '../../rows/chain.ts';
import { StandsStill } from '../../held-still.ts';
import { StoreUnavailable } from '../../store.ts';
import type { Line } from '../connect/line.ts';
import type { FactCache } from '../read/fact-cache.ts';
import { VERSION } from '../opening/schema.ts';
import type { WordBook } from '../words.ts';
import { createCases } from './cases.ts';
import { decide, type Decided } from './decide.ts';
import { keep, wordsIn } from './keep.ts';
import { wantedBy, type Request } from './request.ts';
import { lockAndSee, type Seen, type SeenIncident } from './seen.ts';

/** The log in the database is not the one that this process has told its followers of. */
export class OtherLog extends StoreUnavailable {}

type Parts = {
  line: Line;
  words: WordBook;
  facts: FactCache;
  bell: string;
  epoch: string;
  /** The newest fact that followers were told of. */
  told(): { seq: number; hash: string };
  /** Called before the answer to the COMMIT is waited for, with what it will have kept. */
  committing(decided: Decided, seen: Seen): void;
};

/** A group of requests as one transaction; resolves after its commit. What comes back is what it was decided on, too. */
export async function transact(requests: readonly Request[], parts: Parts): Promise<{ seen: Seen; decided: Decided }> {
  const { line, words, facts, bell, epoch } = parts;
  const wanted = wantedBy(requests);
  const told = parts.told();
  const seen = await lockAndSee(line, wanted, told.seq);
  if (seen.head.version !== VERSION)
    throw new StoreUnavailable(`the store is of version ${seen.head.version} by now: this program knows ${VERSION}`);
  const goesOn = told.seq === 0 || seen.hashThere === told.hash;
  if (seen.head.epoch !== epoch || !goesOn || !reachesHead(seen, told.seq))
    throw new OtherLog('the log in the database is not the one that was read before');
  if (!seen.head.mayKeep) throw new StandsStill();
  const needed = [...seen.incidents.values()].filter(
    (row) => row.body === null && row.past_at !== null && wanted.folded.has(row.id),
  );
  const brought = await facts.at(
    line,
    needed.map(({ first }) => first),
  );
  const shown = [...seen.incidents.values()].filter((row) => row.body === null && row.past_at !== null);
  await words.look(shown.flatMap(({ category, cell }) => [category, cell]));
  const cases = createCases({
    seen: seen.incidents,
    incidentOf: (row) => incidentOf(row, brought),
    wordOf: words.wordOf,
    newest: seen.head.incidents,
    hourShift: seen.head.hourShift,
  });
  const decided = decide(requests, seen, cases);
  const isNothing = decided.facts.length === 0 && decided.register.kept.size === 0 && decided.leases.length === 0;
  if (isNothing) {
    await line.query('ROLLBACK');
    return { seen, decided };
  }
  await words.learn(wordsIn(decided));
  parts.committing(decided, seen);
  await keep({ line, seen, decided, words, bell });
  return { seen, decided };
}

/** Whether the log goes on to the head from what was told: with the fact that the head names, or with the next one. */
function reachesHead({ head, hashThere, since }: Seen, told: number): boolean {
  if (head.seq > told) return since[0]?.[0] === told + 1;
  return head.seq === 0 || hashThere === shortHash(head.hash);
}

/** Undefined of a past case that nothing but an import concerns. */
function incidentOf(row: SeenIncident, facts: ReadonlyMap<number, LoggedFact>): Incident | undefined {
  if (row.body !== null) return JSON.parse(row.body) as Incident;
  if (row.brought !== null)
    return broughtBy(Object.assign(JSON.parse(row.brought), { seq: row.first }) as LoggedFact, null);
  const brought = facts.get(row.first);
  return brought && broughtBy(brought, row.past_at);
}
