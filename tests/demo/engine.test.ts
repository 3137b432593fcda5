import { describe, expect, test } from 'vitest';
import type { LoggedFact } from '#data/contract/fact.ts';
import { createDemoClock } from '#server/demo/demo-clock.ts';
import { createEngine } from '#server/demo/engine.ts';
import type { Player } from '#server/demo/player.ts';
import { StoreUnavailable } from '#server/store/store.ts';
import { createTestClock } from '../support/test-clock.ts';

const settled = async () => {};
const fine = () => 0;

/** A player who means to act once at each of the given times, and notes when it did. */
function punctual(times: Record<string, number[]>, diary: string[], name = ''): Player {
  const left = new Map(Object.entries(times).map(([subject, all]) => [subject, [...all]]));
  return {
    subjects: () => left.keys(),
    concerns: () => undefined,
    plan: (subject) => left.get(subject)?.[0] ?? null,
    async act(subject, now) {
      left.get(subject)!.shift();
      diary.push(`${name}${subject}@${now}`);
    },
  };
}

describe('catching up', () => {
  test('everybody acts in the order of time, and the clock ends where it was to end', async () => {
    const diary: string[] = [];
    const clock = createDemoClock(createTestClock(5_000_000));
    const engine = createEngine({ crews: punctual({ a: [100_000, 900_000], b: [500_000] }, diary) }, (error) => {
      throw error;
    });
    clock.standAt(0);
    await engine.catchUp(clock, 1_000_000, fine, settled);
    expect(diary).toEqual(['a@100000', 'b@500000', 'a@900000']);
    expect(clock.now()).toBe(1_000_000);
  });

  test('what lies close together is done in one go, late rather than early, and nothing beyond the end', async () => {
    const diary: string[] = [];
    const clock = createDemoClock(createTestClock(5_000_000));
    const engine = createEngine({ crews: punctual({ a: [1000], b: [9000], c: [2_000_000] }, diary) }, () => {});
    clock.standAt(0);
    await engine.catchUp(clock, 1_000_000, fine, settled);
    expect(diary).toEqual(['a@9000', 'b@9000']);
  });

  test('nothing that presses is done later than it may be, whatever else lies close to it', async () => {
    const diary: string[] = [];
    const clock = createDemoClock(createTestClock(5_000_000));
    const crews = punctual({ a: [1000], b: [4000], c: [9000] }, diary);
    const plan = (subject: string, now: number) => {
      const at = crews.plan(subject, now) as number | null;
      return subject === 'a' && at !== null ? { at, latest: at + 5000 } : at;
    };
    const engine = createEngine({ crews: { ...crews, plan } }, () => {});
    clock.standAt(0);
    await engine.catchUp(clock, 1_000_000, fine, settled);
    expect(diary).toEqual(['a@4000', 'b@4000', 'c@9000']);
  });

  test('what time itself brings about is settled before anybody acts', async () => {
    const diary: string[] = [];
    const clock = createDemoClock(createTestClock(5_000_000));
    const engine = createEngine({ crews: punctual({ a: [1000] }, diary) }, () => {});
    clock.standAt(0);
    clock.after(500, () => diary.push('watch'));
    await engine.catchUp(clock, 2000, fine, async () => void diary.push('settled'));
    expect(diary.slice(0, 3)).toEqual(['watch', 'settled', 'a@1000']);
  });
});

describe('the live day', () => {
  const live = (players: Record<string, Player>, broken: (error: unknown) => void = () => {}) => {
    const clock = createTestClock(0);
    const engine = createEngine(players, broken);
    return { clock, engine, stop: engine.run(clock) };
  };

  test('everybody acts when the time has come, and nobody once it is stopped', async () => {
    const diary: string[] = [];
    const { clock, stop } = live({ crews: punctual({ a: [1000, 3000, 9000] }, diary) });
    await clock.pass(4000, 100);
    expect(diary).toEqual(['a@1000', 'a@3000']);
    stop();
    await clock.pass(10_000, 100);
    expect(diary).toHaveLength(2);
  });

  test('a fact makes a player think again', async () => {
    const diary: string[] = [];
    let due: number | null = null;
    const player: Player = {
      subjects: () => [],
      concerns: (fact) => (fact.kind === 'alarm.cleared' ? fact.alarm : undefined),
      plan: () => due,
      async act(subject, now) {
        due = null;
        diary.push(`${subject}@${now}`);
      },
    };
    const { clock, engine } = live({ player });
    await clock.pass(1000, 100);
    due = 1500;
    engine.told([{ kind: 'alarm.cleared', alarm: 'x', at: 1000, seq: 1 } as unknown as LoggedFact]);
    await clock.pass(1000, 100);
    expect(diary).toEqual(['x@1500']);
  });

  test('who acted in vain is not asked again before the time that it said', async () => {
    const tried: number[] = [];
    const player: Player = {
      subjects: () => ['x'],
      concerns: () => undefined,
      plan: (_subject, now) => now,
      async act(_subject, now) {
        tried.push(now);
        return 2000;
      },
    };
    const { clock, stop } = live({ player });
    await clock.pass(5000, 100);
    stop();
    expect(tried.length).toBe(3);
    expect(tried[1]! - tried[0]!).toBeGreaterThanOrEqual(2000);
  });

  test('when the store cannot commit everything is tried again, and whatever else breaks is told once', async () => {
    const tried: number[] = [];
    let trouble: Error | null = new StoreUnavailable('full');
    const told: unknown[] = [];
    const player: Player = {
      subjects: () => ['x'],
      concerns: () => undefined,
      plan: () => (tried.length < 3 ? 0 : null),
      async act(_subject, now) {
        tried.push(now);
        if (trouble) throw trouble;
      },
    };
    const { clock } = live({ player }, (error) => told.push(error));
    await clock.pass(6000, 100);
    expect(tried.length).toBe(2);
    expect(told).toEqual([]);
    trouble = new Error('broken');
    await clock.pass(20_000, 100);
    expect(told).toEqual([trouble]);
    expect(tried.length).toBe(3);
  });

  test('ends only when what was under way is done', async () => {
    let finish = () => {};
    const player: Player = {
      subjects: () => ['x'],
      concerns: () => undefined,
      plan: () => 0,
      act: () => new Promise((done) => (finish = () => done())),
    };
    const { clock, engine, stop } = live({ player });
    await clock.pass(200, 100);
    stop();
    let ended = false;
    const end = engine.end().then(() => (ended = true));
    await new Promise((turn) => setImmediate(turn));
    expect(ended).toBe(false);
    finish();
    await end;
    expect(ended).toBe(true);
  });
});
