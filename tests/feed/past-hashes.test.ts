import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Seq } from '#data/contract/ids.ts';
import { TooMuchAtOnce } from '#data/kit/line.ts';
import { createHub, type Hub } from '#server/feed/hub.ts';
import type { FactLog } from '#server/store/store.ts';
import { createMemoryLog } from './memory-log.ts';
import { someFact } from './model/facts.ts';
import { realClock } from './real-clock.ts';

const trouble = (what: string, error: unknown) => {
  throw new Error(what, { cause: error });
};
const facts = (count: number) => Array.from({ length: count }, (_, i) => someFact([i % 11, i % 10, i % 7], 1000 + i));
const wall = { name: 'ops-wall' } as const;
const seqs = (count: number, from = 500) => Array.from({ length: count }, (_, i) => (from + i) as Seq);

describe('the state hash of an earlier place', () => {
  /** Whoever folds and waits for the thread at this moment. */
  const breathing: (() => void)[] = [];
  let most = 0;
  let breaths = 0;
  let hub: Hub;
  beforeAll(async () => {
    const log = createMemoryLog();
    log.add(...facts(900));
    const breathe = () =>
      new Promise<void>((go) => {
        breaths++;
        most = Math.max(most, breathing.push(go));
      });
    hub = await createHub({ log: log as FactLog, clock: realClock, trouble, breathe });
  });
  afterAll(() => hub.close());

  /** Lets them go on until `done` has come about. */
  async function letBreathe(done: Promise<unknown>): Promise<void> {
    let isOver = false;
    const over = () => (isOver = true);
    void done.then(over, over);
    while (!isOver) {
      breathing.shift()?.();
      await new Promise(setImmediate);
    }
  }

  it('is folded in parts, one at a time, once for each view and place (P35)', async () => {
    const asked = seqs(30).map((seq) => hub.proofAt(wall, seq, 'one'));
    await letBreathe(Promise.all(asked));
    expect(most).toBe(1);
    expect(breaths).toBeGreaterThanOrEqual(30 * 2);
    const before = breaths;
    for (const [i, seq] of seqs(30).entries()) expect(await hub.proofAt(wall, seq, 'two')).toEqual(await asked[i]);
    expect(breaths).toBe(before);
    expect(new Set((await Promise.all(asked)).map((proof) => proof!.seq)).size).toBe(30);
  });

  it('is folded in turn for those who ask, and too much is refused to whoever asks for it', async () => {
    const order: string[] = [];
    const ask = (caller: string, seq: Seq) => hub.proofAt(wall, seq, caller).then(() => order.push(caller));
    const greedy = seqs(65, 600).map((seq) => ask('greedy', seq));
    const refused = hub.proofAt(wall, 700 as Seq, 'greedy').catch((error: unknown) => error);
    const polite = ask('polite', 710 as Seq);
    await letBreathe(Promise.all([...greedy, polite]));
    expect(await refused).toEqual(new TooMuchAtOnce(true));
    expect(order.indexOf('polite')).toBe(2);
  });
});
