import { expect, test, vi } from 'vitest';
import { createCall } from '#client/call/call.ts';
import { createExchange } from '#client/call/exchange.ts';
import { madeTrends } from '#client/gallery/made-trends.ts';
import { followTrends } from '#client/wall/live-trends.svelte.ts';
import { createTestClock } from '../../support/test-clock.ts';

test('a trend of another shape reaches no panel, and is asked for again', async () => {
  const clock = createTestClock();
  const made = madeTrends(clock.now());
  const answers: Record<string, unknown> = { week: { ...made.week, points: 'many' }, months: made.months, heat: [] };
  const fetch = vi.fn(async (url: string) => {
    const { pathname, searchParams } = new URL(url, 'http://wall');
    expect(searchParams.get('view')).toBe('public-wall');
    return Response.json(answers[searchParams.get('kind') ?? pathname.split('/').at(-1)!]);
  });
  const exchange = createExchange({ view: 'public-wall', fetch: fetch as unknown as typeof globalThis.fetch });
  const trends = followTrends(createCall(exchange), clock);
  await vi.waitFor(() => expect(trends.now).toEqual({ week: null, months: made.months, heat: null }));

  Object.assign(answers, made);
  await vi.waitFor(() => {
    clock.advance(5000);
    expect(trends.now).toEqual(made);
  });
  trends.stop();
});
