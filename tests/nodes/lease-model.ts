import fc from 'fast-check';
import type { Actor } from '#data/contract/actor.ts';
import type { SourceName, Seq } from '#data/contract/ids.ts';
import { alarmOf } from '#data/rules/alarm-identity.ts';
import { createHub } from '#server/feed/hub.ts';
import { amongOthers, keepLease } from '#server/nodes/keep-lease.ts';
import type { Store } from '#server/store/store.ts';
import { createWatch } from '#server/watch/watch.ts';
import { createMemoryStore } from '../support/memory-store/store.ts';
import { linkTo } from '../support/nodes/linked-store.ts';
import { makePack } from '../support/pack.ts';
import { createTestClock } from '../support/test-clock.ts';

const NODES = 3;
/** How long each takes to hear of what others have written, ms. */
const LAGS = [0, 3000, 6000];
/** A holder that dies is followed by another within so long, ms; with the round of the watch. */
const TAKE_OVER_MS = 5000;
const ROUND_MS = 1000;
const by: Actor = { kind: 'person', id: 'ann' };
const alarm = alarmOf('channel-silent', { kind: 'source', id: 'radio' as SourceName }, 2, []);
const pack = makePack();

/** What can befall nodes that watch one city. */
type Command =
  { do: 'wait'; ms: number } | { do: 'cut' | 'pause' | 'go'; node: number } | { do: 'flip' } | { do: 'acknowledge' };

const node = fc.nat(NODES - 1);
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.oneof(fc.nat(1500), fc.nat(12_000)) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('cut' as const, 'pause' as const, 'go' as const), node }) },
  { weight: 3, arbitrary: fc.constantFrom<Command>({ do: 'flip' }, { do: 'acknowledge' }) },
);

/** Tries `runs` random lives of nodes that take the watch over from one another. @throws with the shortest one that goes wrong. */
export async function runLeases({ runs, seed }: { runs: number; seed: number }): Promise<Map<string, number>> {
  const counters = new Map<string, number>();
  const count = (what: string) => void counters.set(what, (counters.get(what) ?? 0) + 1);
  const life = fc.asyncProperty(fc.array(command, { minLength: 10, maxLength: 40, size: 'max' }), (script) =>
    live(script, count),
  );
  await fc.assert(life, { numRuns: runs, seed });
  return counters;
}

async function live(script: readonly Command[], count: (what: string) => void): Promise<void> {
  const clock = createTestClock();
  const whole = createMemoryStore({ now: clock.now });
  let holds = false;
  let newest = 0;
  /** The end of the log when each token was given. */
  const takenAt = new Map<number, number>();
  const fail = (what: string, error?: unknown): never => {
    throw new Error(`${what} ${error instanceof Error ? error.stack : ''}`);
  };
  const broken: unknown[] = [];
  const trouble = (what: string, error: unknown) => void broken.push(`${what}: ${String(error)}`);

  /** The store, which objects to what no holder may do. */
  const watched: Store = {
    ...whole,
    log: {
      ...whole.log,
      async append(entries) {
        const outcomes = await whole.log.append(entries);
        for (const [i, { fence }] of entries.entries()) {
          if (!fence) broken.push('something was watched without a lease');
          else if (outcomes[i]!.is === 'fenced') count('a late write was refused');
          else if (fence.token < newest) broken.push('a write under an earlier token was kept');
        }
        return outcomes;
      },
    },
    leases: {
      ...whole.leases,
      async take(...asked) {
        const taken = await whole.leases.take(...asked);
        if (taken) {
          newest = taken.token;
          takenAt.set(taken.token, taken.at);
          count('taken');
        }
        return taken;
      },
    },
  };

  const nodes = await Promise.all(
    Array.from({ length: NODES }, async (_, i) => {
      const link = linkTo(watched, (run) => void clock.after(LAGS[i]!, run));
      const hub = await createHub({ log: link.store.log, clock, trouble });
      const held = keepLease({
        leases: link.store.leases,
        lease: 'watch',
        holder: `n${i}`,
        clock,
        rhythm: amongOthers,
        trouble,
      });
      const watch = createWatch({
        log: {
          ...link.store.log,
          append(entries) {
            const at = takenAt.get(entries[0]!.fence?.token ?? -1) ?? 0;
            if (hub.log.head < at) broken.push('a node judged what it had not read');
            return link.store.log.append(entries);
          },
        },
        board: () => hub.board,
        seq: () => hub.log.head,
        clock,
        held,
        pack,
        lastHeard: () => undefined,
        further: (now) => (holds ? [{ alarm, since: now, exercise: false }] : []),
        trouble,
      });
      return { ...link, hub, held, watch, isWell: true };
    }),
  );

  async function check(): Promise<void> {
    let active = false;
    let acknowledged = false;
    for (const { fact } of await whole.log.read(0 as Seq, 10_000)) {
      if (fact.kind === 'alarm.raised') {
        if (active) fail('an alarm was raised twice');
        [active, acknowledged] = [true, false];
      }
      if (fact.kind === 'alarm.cleared') {
        if (!active) fail('an alarm was cleared twice');
        active = false;
      }
      if (fact.kind === 'alarm.acknowledged') acknowledged = true;
    }
    for (const { hub, isWell } of nodes) {
      const row = hub.board.alarms.get(alarm.id);
      const isUpToDate = hub.log.head === whole.log.place().seq;
      if (isWell && isUpToDate && row?.active && row.acknowledged !== acknowledged) fail('an acknowledgement was lost');
    }
    if (broken.length > 0) fail(broken.map(String).join('; '));
  }

  const isActive = () => nodes[0]!.hub.board.alarms.get(alarm.id)?.active ?? false;
  /** Everything is well for long enough: one of them does what is to be done. */
  async function settle(): Promise<void> {
    nodes.forEach((each) => {
      each.go();
      each.isWell = true;
    });
    await clock.pass(TAKE_OVER_MS + Math.max(...LAGS) + 2 * ROUND_MS, 250);
    const holders = nodes.filter(({ held }) => held.now() !== null);
    if (holders.length !== 1) fail(`${holders.length} nodes hold the watch`);
    if (isActive() !== holds) fail('nobody watches');
    const token = newest;
    await clock.pass(20_000, 250);
    if (newest !== token) fail('the watch was taken from a node that was well');
    await check();
  }

  try {
    await settle();
    for (const step of script) {
      count(`did: ${step.do}`);
      if (step.do === 'wait') await clock.pass(step.ms, 250);
      else if (step.do === 'flip') holds = !holds;
      else if (step.do === 'acknowledge') {
        const active = (await whole.log.read(0 as Seq, 10_000)).findLast(({ fact }) => fact.kind.startsWith('alarm.'));
        if (active?.fact.kind === 'alarm.raised')
          await whole.log.append([{ facts: [{ kind: 'alarm.acknowledged', alarm: alarm.id, at: clock.now(), by }] }]);
      } else {
        const each = nodes[step.node]!;
        each[step.do]();
        each.isWell = step.do === 'go';
      }
      await clock.pass(250, 250);
      await check();
    }
    await settle();
  } finally {
    for (const { go, hub } of nodes) {
      go();
      hub.close();
    }
  }
}
