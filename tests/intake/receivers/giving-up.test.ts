import { expect, onTestFinished, test } from 'vitest';
import type { Seq } from '#data/contract/ids.ts';
import type { NewFact } from '#data/contract/fact.ts';
import { createProgress } from '#server/intake/channels/receivers/progress.ts';
import { createReceivers } from '#server/intake/channels/receivers/receivers.ts';
import type { DeadLetter } from '#server/intake/letters/letter-box.ts';
import { MOST_TRIES, tellReceiver, waitAfter } from '#server/intake/channels/receivers/tell-receiver.ts';
import { createMemoryStore } from '../../support/memory-store/store.ts';
import { createTestClock } from '../../support/test-clock.ts';

const clock = createTestClock();
const seal = { close: (text: string) => text, open: (text: string) => text };

async function begin(answer: (type: string, tries: number) => { ok: boolean; status: number; waitMs?: number }) {
  const store = createMemoryStore({ now: clock.now });
  const receivers = createReceivers({ store, seal, clock });
  const progress = createProgress(store);
  await receivers.add({
    name: 'desk' as never,
    label: 'Desk',
    url: 'https://example.org/',
    kinds: ['danger.cleared', 'danger.rectifying'],
    view: 'supervisor',
  });
  const sent: { id: string; at: number }[] = [];
  const dead: DeadLetter[] = [];
  const telling = () =>
    tellReceiver('desk', {
      receivers,
      progress,
      log: store.log,
      toldFact: async (fact) => fact,
      send: async (_to, { id, body }) => {
        sent.push({ id, at: clock.now() });
        const tries = sent.filter((one) => one.id === id).length;
        return { ms: 1, ...answer((JSON.parse(body) as { type: string }).type, tries) };
      },
      ear: {
        refused: () => {},
        delivered: () => {},
        letters: { dead: async (letters) => void dead.push(...letters), quarantine: async () => 'kept' },
      },
      clock,
      random: () => 0.5,
      trouble: (what, error) => {
        throw new Error(what, { cause: error });
      },
    });
  await progress.begin('desk');
  const keep = (kind: 'danger.cleared' | 'danger.rectifying') =>
    store.log.append([{ facts: [{ kind, danger: 'd1', rev: 2, at: clock.now() } as NewFact] }]);
  const one = telling();
  onTestFinished(() => one.stop());
  return { one, telling, keep, sent, dead, progress };
}

test('a fact that is never taken is given up after so many tries, kept as a dead letter, and the next one is told', async () => {
  const { one, keep, sent, dead, progress } = await begin((type) =>
    type === 'danger.cleared' ? { ok: false, status: 500 } : { ok: true, status: 200 },
  );
  await keep('danger.cleared');
  await keep('danger.rectifying');
  one.wake();
  await clock.pass(3_600_000, 1000);
  expect(sent.map(({ id }) => id.split('_')[2])).toEqual([...Array<string>(MOST_TRIES).fill('1'), '2']);
  expect(dead).toMatchObject([{ source: 'desk', reason: 'HTTP 500', ref: sent[0]!.id }]);
  expect(JSON.parse(dead[0]!.content)).toMatchObject({ type: 'danger.cleared', data: { seq: 1 } });
  const { log, seq, trying } = (await progress.of('desk'))!;
  expect([seq, trying]).toEqual([2, undefined]);
  expect(log).toMatchObject([
    { seq: 1, is: 'given up', status: 500, tries: MOST_TRIES },
    { seq: 2, is: 'delivered', tries: 1 },
  ]);
});

test('what was sent and not kept as sent is sent again under the same id: the process may have died in between', async () => {
  const { one, telling, keep, sent, progress } = await begin(() => ({ ok: true, status: 200 }));
  const { add } = progress;
  progress.add = async () => {};
  await keep('danger.cleared');
  one.wake();
  await clock.pass(1000);
  await one.stop();
  progress.add = add;
  const next = telling();
  onTestFinished(() => next.stop());
  await clock.pass(1000);
  expect(sent.map(({ id }) => id)).toEqual([sent[0]!.id, sent[0]!.id]);
  expect(await progress.of('desk')).toMatchObject({ seq: 1, log: [{ tries: 1 }] });
});

test('each wait is twice the one before, up to ten minutes, and no two are alike', () => {
  const whole = (tries: number) => waitAfter(tries, () => 1);
  expect([1, 2, 3, 4].map(whole)).toEqual([2000, 4000, 8000, 16_000]);
  expect(whole(30)).toBe(600_000);
  expect(waitAfter(3, () => 0)).toBe(4000);
});

test('a receiver that asks to be left alone is, and the tries are counted on over a restart', async () => {
  const { one, telling, keep, sent, progress } = await begin((_type, tries) =>
    tries < 3 ? { ok: false, status: 429, waitMs: 60_000 } : { ok: true, status: 200 },
  );
  const from = clock.now();
  await keep('danger.cleared');
  one.wake();
  await clock.pass(30_000, 1000);
  expect(sent).toHaveLength(1);
  await one.stop();
  const next = telling();
  onTestFinished(() => next.stop());
  await clock.pass(25_000, 1000);
  expect(sent).toHaveLength(1);
  await clock.pass(120_000, 1000);
  expect(sent.map(({ at }) => Math.round((at - from) / 60_000))).toEqual([0, 1, 2]);
  expect((await progress.of('desk'))!.log).toMatchObject([{ tries: 3, is: 'delivered', seq: 1 as Seq }]);
});
