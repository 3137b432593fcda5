import { describe, expect, test } from 'vitest';
import { createPoster, retryAfter } from '#server/cli/post-batch.ts';
import { replay, type Happened } from '#server/cli/replay.ts';
import { createReplaySender } from '#server/cli/replay-sender.ts';
import { closeGaps, shiftTo, startTogether, type ReplayItem } from '#server/cli/replay-items.ts';
import { emptyTally, tallyWords } from '#server/cli/replay-tally.ts';
import type { Clock } from '#data/kit/clock.ts';

/** Time that passes only when somebody waits for it. */
function jumpingClock(start = 1_000_000): Clock & { pass(ms: number): void } {
  let now = start;
  return {
    now: () => now,
    after(ms, run) {
      let stopped = false;
      queueMicrotask(() => {
        if (stopped) return;
        now += Math.max(0, ms);
        run();
      });
      return () => void (stopped = true);
    },
    pass: (ms) => (now += ms),
  };
}

const never = new AbortController().signal;
const items = (...times: number[]): Happened<string>[] => times.map((at) => ({ at, what: `at ${at}` }));
type Sent = { now: number; at: number[]; round: number };

async function sentBy(over: {
  items: Happened<string>[];
  speed: number;
  most?: number;
  loop?: boolean;
  signal?: AbortSignal;
  slow?: number;
}): Promise<Sent[]> {
  const clock = jumpingClock();
  const sent: Sent[] = [];
  await replay({
    most: 100,
    loop: false,
    signal: never,
    clock,
    progress: () => {},
    ...over,
    async send(batch, round) {
      sent.push({ now: clock.now() - 1_000_000, at: batch.map(({ at }) => at - 1_000_000), round });
      clock.pass(over.slow ?? 0);
    },
  });
  return sent;
}

describe('the plan of a replay', () => {
  test('what was a minute apart is a tenth of a second apart at speed 600', async () => {
    const sent = await sentBy({ items: items(5_000_000, 5_060_000, 5_120_000), speed: 600 });
    expect(sent.map(({ now, at }) => [now, ...at])).toEqual([
      [0, 0],
      [100, 100],
      [200, 200],
    ]);
  });

  test('what happened at once comes at once, and never more than is allowed', async () => {
    const sent = await sentBy({ items: items(...Array<number>(250).fill(7)), speed: 1, most: 100 });
    expect(sent.map(({ at }) => at.length)).toEqual([100, 100, 50]);
  });

  test('a receiver that is slow gets larger batches, in order, and none is left out', async () => {
    const sent = await sentBy({ items: items(...[...Array(100).keys()].map((i) => i * 1000)), speed: 1, slow: 10_000 });
    expect(sent.length).toBeLessThan(20);
    expect(sent.flatMap(({ at }) => at)).toEqual([...Array(100).keys()].map((i) => i * 1000));
  });

  test('a loop begins again, until it is ended', async () => {
    const controller = new AbortController();
    const rounds: number[] = [];
    const clock = jumpingClock();
    await replay({
      items: items(0, 1000),
      speed: 1,
      loop: true,
      most: 1,
      clock,
      signal: controller.signal,
      progress: () => {},
      async send(_, round) {
        rounds.push(round);
        if (rounds.length === 5) controller.abort();
      },
    });
    expect(rounds).toEqual([1, 1, 2, 2, 3]);
  });

  test('nothing to replay is done at once', async () => {
    expect(await sentBy({ items: [], speed: 1, loop: true })).toEqual([]);
  });
});

describe('posting', () => {
  /** A server that answers with these, one after the other. */
  function server(...answers: (Response | Error)[]) {
    const asked: { url: string; body: unknown; token: string | null }[] = [];
    const fetch = (async (url: URL, { body, headers }: RequestInit) => {
      asked.push({
        url: String(url),
        body: JSON.parse(body as string),
        token: new Headers(headers).get('authorization'),
      });
      const answer = answers.shift();
      if (!answer || answer instanceof Error) throw answer ?? new Error('nobody there');
      return answer;
    }) as unknown as typeof globalThis.fetch;
    return { fetch, asked };
  }
  const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
    new Response(JSON.stringify(body), { status, headers });

  test('comes again when the server asks for it, after as long as it asks', async () => {
    const clock = jumpingClock();
    const waits: number[] = [];
    const { fetch, asked } = server(
      json(503, {}, { 'retry-after': '7' }),
      json(429, {}, { 'retry-after': '2' }),
      new Error('reset'),
      json(201, [1]),
    );
    const post = createPoster({
      url: 'http://here:1',
      token: 't',
      clock,
      signal: never,
      fetch,
      waiting: (_, ms) => waits.push(ms),
    });
    expect(await post('/api/v1/incidents', ['x'])).toEqual({ status: 201, body: [1] });
    expect(waits).toEqual([7000, 2000, 4000]);
    expect(asked.map(({ body }) => body)).toEqual([['x'], ['x'], ['x'], ['x']]);
    expect(asked[0]).toMatchObject({ url: 'http://here:1/api/v1/incidents', token: 'Bearer t' });
  });

  test('Retry-After is seconds or a date', () => {
    expect(retryAfter('120', 0)).toBe(120_000);
    expect(retryAfter('Thu, 01 Jan 1970 00:00:30 GMT', 10_000)).toBe(20_000);
    expect(retryAfter('Thu, 01 Jan 1970 00:00:00 GMT', 10_000)).toBe(0);
    expect(retryAfter('soon', 0)).toBeUndefined();
    expect(retryAfter(null, 0)).toBeUndefined();
  });

  test('ends when it is ended', async () => {
    const controller = new AbortController();
    const { fetch } = server(json(503, {}));
    const post = createPoster({
      url: 'http://here:1',
      token: 't',
      clock: jumpingClock(),
      signal: controller.signal,
      fetch,
      waiting: () => controller.abort(),
    });
    await expect(post('/x', [])).rejects.toThrow();
  });

  test('the tally tells what was taken and why the rest was not', async () => {
    const tally = emptyTally();
    const { fetch, asked } = server(
      json(207, [
        { status: 201, cell: 'c1' },
        { status: 201, cell: null },
        { status: 200, cell: 'c1' },
        { status: 422, title: 'x', errors: [{ pointer: '/category', detail: 'is not known' }] },
      ]),
      json(202, { accepted: 2, stale: 1, refused: [{ index: 0, detail: 'unit: is not the id of a unit' }] }),
    );
    const post = createPoster({
      url: 'http://here:1',
      token: 't',
      clock: jumpingClock(),
      signal: never,
      fetch,
      waiting: () => {},
    });
    const send = createReplaySender({ post, tally, run: 'r1' });
    const report = (sourceRef: string) =>
      ({ source: 'old', sourceRef, category: 'crime/theft', priority: 2 }) as ReplayItem;
    await send(
      ['1', '2', '3', '4'].map((ref) => ({ at: 1_000, what: report(ref) })),
      2,
    );
    await send([{ at: 2_000, what: { unit: 'bus-7', lon: 1, lat: 2 } }], 2);
    expect(asked[0]!.body).toMatchObject([{ sourceRef: 'r1-2:1', reportedAt: '1970-01-01T00:00:01.000Z' }, {}, {}, {}]);
    expect(asked[1]!.body).toEqual([{ unit: 'bus-7', lon: 1, lat: 2, at: 2000 }]);
    expect(tallyWords(tally)).toEqual([
      '4 accepted',
      '          1  of them outside every grid cell or without a place',
      '          1  known already',
      '          1  older than what was known of their unit',
      '          1  refused: /category is not known',
      '          1  refused: unit: is not the id of a unit',
    ]);
  });

  test('a token that is not known ends the replay in words', async () => {
    const { fetch } = server(json(401, { title: 'Not signed in', detail: 'a valid token is needed' }));
    const post = createPoster({
      url: 'http://here:1',
      token: 't',
      clock: jumpingClock(),
      signal: never,
      fetch,
      waiting: () => {},
    });
    const send = createReplaySender({ post, tally: emptyTally(), run: 'r' });
    await expect(send([{ at: 1, what: { unit: 'a', lon: 1, lat: 2 } }], 1)).rejects.toThrow(
      '401, Not signed in, a valid token is needed',
    );
  });
});

describe('bringing a track here', () => {
  const fix = (unit: string, at: number, lon: number, lat: number): Happened<ReplayItem> => ({
    at,
    what: { unit, lon, lat },
  });

  test('its middle comes to lie on the city, its shape stays', () => {
    const moved = shiftTo(
      [fix('a', 1, -122.5, 37.7), fix('a', 2, -122.4, 37.8), fix('a', 3, -122.3, 37.9)],
      [101.8, 36.6],
    );
    const places = moved.map(({ what }) => ('unit' in what ? [what.lon, what.lat] : []));
    expect(places[1]![0]).toBeCloseTo(101.8, 9);
    expect(places[1]![1]).toBeCloseTo(36.6, 9);
    // A tenth of a degree of longitude is as many metres as it was further north.
    expect((places[2]![0]! - places[1]![0]!) * Math.cos((36.6 * Math.PI) / 180)).toBeCloseTo(
      0.1 * Math.cos((37.8 * Math.PI) / 180),
      9,
    );
    expect(places[2]![1]! - places[1]![1]!).toBeCloseTo(0.1, 9);
  });

  test('what has no place keeps none', () => {
    const items: Happened<ReplayItem>[] = [
      { at: 1, what: { source: 'old' as never, sourceRef: '1', category: 'a/b' } },
    ];
    expect(shiftTo(items, [1, 2])).toEqual(items);
  });

  test('units of different days set out together', () => {
    const moved = startTogether([fix('a', 100, 1, 1), fix('a', 160, 1, 1), fix('b', 5000, 1, 1), fix('b', 5030, 1, 1)]);
    expect(moved.map(({ at, what }) => [at, 'unit' in what && what.unit])).toEqual([
      [100, 'a'],
      [100, 'b'],
      [130, 'b'],
      [160, 'a'],
    ]);
  });

  test('a pause that is too long is cut, and all that follows moves up', () => {
    const items = [0, 10, 500, 505, 900].map((at) => fix('a', at, 1, 1));
    expect(closeGaps(items, 100).map(({ at }) => at)).toEqual([0, 10, 110, 115, 215]);
    expect(closeGaps(items, Infinity).map(({ at }) => at)).toEqual([0, 10, 500, 505, 900]);
  });
});
