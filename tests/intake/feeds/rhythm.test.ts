import { expect, onTestFinished, test } from 'vitest';
import type { CapFeed } from '#data/contract/cap-feed.ts';
import type { SourceName } from '#data/contract/ids.ts';
import { createFeedMemory } from '#server/intake/channels/feeds/feed-memory.ts';
import { pollFeed, waitUntilNext } from '#server/intake/channels/feeds/poll-feed.ts';
import type { FeedAnswer } from '#server/intake/channels/feeds/read-feed.ts';
import { createMemoryStore } from '../../support/memory-store/store.ts';
import { createTestClock } from '../../support/test-clock.ts';

const MINUTE = 60_000;

function begin(answer: (times: number) => FeedAnswer) {
  const clock = createTestClock();
  const from = clock.now();
  const feed: CapFeed = {
    name: 'weather' as SourceName,
    label: 'Weather',
    url: 'https://example.org/',
    every: 10,
    areas: [],
    silentAfter: 2,
    since: from,
    state: 'on',
  };
  const asked: number[] = [];
  const ear = { refused: () => {}, letters: {} as never, intake: {} as never };
  const polling = pollFeed('weather', {
    feeds: { find: async () => feed },
    memory: createFeedMemory(createMemoryStore({ now: clock.now })),
    reader: {
      list: async () => {
        asked.push(Math.round((clock.now() - from) / MINUTE));
        return answer(asked.length);
      },
      alert: async () => 'no',
    },
    ear,
    clock,
    random: () => 0.5,
    trouble: (what, error) => {
      throw new Error(what, { cause: error });
    },
  });
  onTestFinished(() => polling.stop());
  return { clock, polling, asked, from };
}

test('a feed is asked in its rhythm, ever more seldom while it is broken, and in its rhythm again once it is not', async () => {
  const { clock, asked } = begin((times) => (times < 5 ? { is: 'broken', why: 'HTTP 500' } : { is: 'same' }));
  await clock.pass(1);
  await clock.pass(240 * MINUTE, MINUTE);
  expect(asked).toEqual([0, 20, 60, 120, 180, 190, 200, 210, 220, 230, 240]);
  expect(waitUntilNext(MINUTE, 0, () => 0)).toBeLessThan(waitUntilNext(MINUTE, 0, () => 1));
  expect(waitUntilNext(24 * 60 * MINUTE, 9, () => 0.5)).toBe(24 * 60 * MINUTE);
});

test('a feed that asks to be left alone is', async () => {
  const { clock, asked } = begin((times) =>
    times === 1 ? { is: 'broken', why: 'HTTP 429', waitMs: 45 * MINUTE } : { is: 'same' },
  );
  await clock.pass(1);
  await clock.pass(60 * MINUTE, MINUTE);
  expect(asked).toEqual([0, 45, 55]);
});

test('a feed that is read and brings nothing for longer than is usual is called silent', async () => {
  const { clock, polling, from } = begin(() => ({ is: 'same' }));
  await clock.pass(2 * 60 * MINUTE, MINUTE);
  expect(polling.note()).toBeNull();
  await clock.pass(MINUTE, MINUTE);
  expect(polling.note()).toEqual({ what: 'feed-silent', feed: 'weather', since: from });
});
