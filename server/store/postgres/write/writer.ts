import { StandsStill } from '../../held-still.ts';
import { chainedFact } from '../../rows/chained-fact.ts';
import { StoreUnavailable, type ChainedFact, type StoreHealth } from '../../store.ts';
import { shortHash } from '../../rows/chain.ts';
import { endLine, openLine, type Line, type LineOptions } from '../connect/line.ts';
import { isTrouble, toldError } from '../connect/trouble.ts';
import type { Teller } from '../follow/teller.ts';
import type { FactCache } from '../read/fact-cache.ts';
import { MAY_KEEP } from '../still.ts';
import type { WordBook } from '../words.ts';
import type { Decided } from './decide.ts';
import { isKept } from './is-kept.ts';
import { weightOf, type Answers, type Request } from './request.ts';
import type { Seen } from './seen.ts';
import { OtherLog, transact } from './transaction.ts';

/** The one way of writing under the lock on the head: what waits when it becomes free shares one transaction. */
export type Writer = {
  /** @throws {StoreUnavailable} when it was not kept, or when nobody can find out in time whether it was. */
  ask<R extends Request>(request: R): Promise<Answers[R['do']]>;
  intake(): StoreHealth['intake'];
  /** Ends it after what was asked before. */
  close(): Promise<void>;
};

/** Once a group holds so many characters of facts, the rest waits for the next one. */
const GROUP_CHARACTERS = 500_000;
/** A transaction that takes longer, ms, has lost its server. */
const PATIENCE_MS = 10_000;
/** So long, ms, it is asked whether a commit was kept whose answer was lost. */
const DOUBT_MS = 30_000;
const AGAIN_MS = 500;
/** Milliseconds between attempts to write, after a commit that failed. */
const PROBE_MS = 500;
/** A request that waits longer, ms, is not as it should be. */
const SLOW_MS = 1000;

type Waiting = { request: Request; since: number; resolve(answer: unknown): void; reject(error: unknown): void };

type Parts = {
  options: LineOptions;
  words: WordBook;
  facts: FactCache;
  bell: string;
  teller: Teller;
  otherLog(): Promise<void>;
  /** Why nothing is to be kept, whatever it is; null when something may be. */
  refusal(): string | null;
};

export function createWriter({ options, words, facts, bell, teller, otherLog, refusal }: Parts): Writer {
  const queue: Waiting[] = [];
  let line: Line | undefined;
  let working: Promise<void> | undefined;
  let state: 'ok' | 'still' | 'down' = 'ok';
  let closed = false;
  let probing: NodeJS.Timeout | undefined;
  let current: readonly Waiting[] = [];

  async function work(): Promise<void> {
    while (queue.length > 0) {
      current = take();
      await commit(current);
    }
    current = [];
  }

  function take(): Waiting[] {
    let characters = 0;
    const most = queue.findIndex(({ request }) => (characters += weightOf(request)) > GROUP_CHARACTERS);
    return queue.splice(0, most < 0 ? queue.length : most + 1);
  }

  async function commit(group: readonly Waiting[], isAgain = false): Promise<void> {
    let doubt: { decided: Decided; seen: Seen } | undefined;
    const wasOpen = line !== undefined;
    try {
      line ??= await openWriting();
      const done = await within(line, () =>
        transact(
          group.map(({ request }) => request),
          {
            line: line!,
            words,
            facts,
            bell,
            epoch: teller.place().epoch,
            told: teller.place,
            committing: (decided, seen) => (doubt = { decided, seen }),
          },
        ),
      );
      return await answer(group, done);
    } catch (error) {
      const isStill = error instanceof StandsStill;
      const isLost = line !== undefined && !isStill && isTrouble(error);
      if (isLost) drop();
      else await line?.query('ROLLBACK').catch(drop);
      // Whoever asked may look at once what is the matter with the store.
      if (error instanceof OtherLog) await otherLog();
      else if (isStill) inTrouble('still');
      else if (isTrouble(error)) {
        if (doubt) return settleDoubt(group, doubt);
        // A connection that had ended before we came: nothing was kept, and another one may do.
        if (wasOpen && !isAgain) return commit(group, true);
        inTrouble();
      }
      // One request that cannot be carried out must not take the others with it.
      else if (group.length > 1) {
        for (const one of group) await commit([one]);
        return;
      }
      for (const { reject } of group) reject(toldError(error));
    }
  }

  /** Tells followers everything up to where the group saw the log end, then whoever asked. */
  async function answer(group: readonly Waiting[], { seen, decided }: { seen: Seen; decided: Decided }): Promise<void> {
    recovered();
    const own = decided.facts.map(({ fact, hash }) => ({ fact, hash: shortHash(hash) }));
    const since = seen.since.map(chainedFact);
    teller.offer(joined(since, own));
    if (teller.place().seq < decided.head.seq) await teller.reach(decided.head.seq).catch(() => {});
    group.forEach(({ resolve }, i) => resolve(decided.answers[i]));
  }

  /** The answer to the COMMIT was lost: whether it was kept is asked of the log itself, under its lock. */
  async function settleDoubt(group: readonly Waiting[], doubt: { decided: Decided; seen: Seen }): Promise<void> {
    inTrouble();
    const until = performance.now() + DOUBT_MS;
    while (performance.now() < until) {
      try {
        line ??= await openWriting();
        const kept = await within(line, () => isKept(line!, doubt));
        if (kept) return await answer(group, doubt);
        break;
      } catch (error) {
        drop();
        if (!isTrouble(error)) break;
        for (const { reject } of queue.splice(0)) reject(toldError(error));
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    }
    const error = new StoreUnavailable('the connection to the database was lost while it committed');
    for (const { reject } of group) reject(error);
  }

  async function openWriting(): Promise<Line> {
    const opened = await openLine({ ...options, pipeline: true });
    try {
      await words.reload();
      return opened;
    } catch (error) {
      endLine(opened);
      throw error;
    }
  }

  /** A server that has gone without a word is not waited for. */
  async function within<T>(line: Line, run: () => Promise<T>): Promise<T> {
    const late = setTimeout(() => endLine(line), PATIENCE_MS);
    try {
      return await run();
    } finally {
      clearTimeout(late);
    }
  }

  function drop(): void {
    if (line) endLine(line);
    line = undefined;
  }

  function inTrouble(how: 'still' | 'down' = 'down'): void {
    state = how;
    probing ??= setInterval(() => {
      if (!working) run(probe());
    }, PROBE_MS);
  }

  /** Whether the disk takes anything again, and anybody may write. */
  async function probe(): Promise<void> {
    try {
      line ??= await openWriting();
      const tried = await within(line, () => line!.query(`UPDATE head SET seq = seq WHERE ${MAY_KEEP}`));
      if (tried.rowCount === 1) recovered();
      else state = 'still';
    } catch {
      drop();
    }
  }

  function recovered(): void {
    state = 'ok';
    clearInterval(probing);
    probing = undefined;
  }

  function run(doing: Promise<void>): void {
    working = doing.finally(() => {
      working = undefined;
      if (queue.length > 0) run(work());
    });
  }

  const isSlow = () => {
    const oldest = current[0] ?? queue[0];
    return oldest !== undefined && performance.now() - oldest.since > SLOW_MS;
  };

  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        const why = closed ? 'the store is closed' : refusal();
        if (why !== null) return reject(new StoreUnavailable(why));
        queue.push({ request, since: performance.now(), resolve: resolve as (answer: unknown) => void, reject });
        // What is asked in the same moment goes together.
        if (!working) run(Promise.resolve().then(work));
      }),
    intake: () => (state === 'still' || (state === 'ok' && isSlow()) ? 'degraded' : state),
    async close() {
      closed = true;
      while (working) await working;
      clearInterval(probing);
      const last = line;
      line = undefined;
      await last?.end().catch(() => {});
    },
  };
}

/** Both, where they follow one another; else the first alone, and the rest is read. */
function joined(since: readonly ChainedFact[], own: readonly ChainedFact[]): readonly ChainedFact[] {
  const end = since.at(-1);
  if (!end || !own[0]) return end ? since : own;
  return end.fact.seq + 1 === own[0].fact.seq ? [...since, ...own] : since;
}
