import { expect, test, vi } from 'vitest';
import { createExchange } from '#client/call/exchange.ts';
import { createLightCall } from '#client/call/light.ts';
import { followReadiness } from '#client/page/readiness.svelte.ts';
import { createTestClock } from '../../support/test-clock.ts';

const about = { store: { kind: 'sqlite' }, epoch: 'e1', head: 7, intake: 'ok' };

test('a page asks until the server is ready, and again when it may have been started anew', async () => {
  const clock = createTestClock();
  let isReady = false;
  const fetch = vi.fn(async () => Response.json({ ready: isReady, ...about }, { status: isReady ? 200 : 503 }));
  const exchange = createExchange({ fetch: fetch as unknown as typeof globalThis.fetch });
  const readiness = followReadiness(() => createLightCall(exchange)('GET /readyz'), clock);
  readiness.ask();
  await vi.waitFor(() => expect(readiness.isStarting).toBe(true));
  isReady = true;
  await vi.waitFor(() => {
    clock.advance(2000);
    expect(readiness.isStarting).toBe(false);
  });
  const asked = fetch.mock.calls.length;
  clock.advance(60_000);
  expect(fetch.mock.calls.length).toBe(asked);
  isReady = false;
  readiness.ask();
  await vi.waitFor(() => expect(readiness.isStarting).toBe(true));
  readiness.stop();
});
