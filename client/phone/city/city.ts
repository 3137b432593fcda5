import type { CellSketch, CityBrief } from '#data/contract/city-brief.ts';
import type { Clock } from '#data/kit/clock.ts';
import { createExchange, type How } from '#client/call/exchange.ts';
import { createLightAsk, pathTo } from '#client/call/light.ts';
import type { Answer } from '#client/call/refusal.ts';
import { raise } from '#client/page/raise.ts';
import type { Device } from '#client/phone/queue/device.ts';

/** What of the city's pack this device knows; it changes with a new pack only, so an old answer is a good one. */
export type City = {
  /** @throws when it has never been asked for with success, and there is no line. */
  brief(): Promise<CityBrief>;
  /** Null for a cell that the city does not have, or that cannot be asked for now. */
  sketch(cell: string): Promise<CellSketch | null>;
};

/** Another shape has another name: what a device kept of the shape before is no answer. */
const BRIEF = '/city/brief with cells';

export function createCity(device: Device, clock: Clock, exchange = createExchange({ fresh: true })): City {
  const ask = createLightAsk(exchange);

  async function brief(): Promise<CityBrief> {
    return kept(BRIEF, (how) => ask('GET /api/v1/city/brief', how));
  }

  async function sketch(id: string): Promise<CellSketch> {
    const params = { id };
    const key = pathTo('GET /api/v1/city/cells/:id', params);
    return kept(key, (how) => ask('GET /api/v1/city/cells/:id', { params, ...how }));
  }

  /** What comes is given, whether the device keeps it or not. @throws when nothing was known before, and nothing came. */
  async function kept<T>(
    key: string,
    asked: (how: How) => Promise<Answer<{ value: T | null; etag?: string }>>,
  ): Promise<T> {
    const before = await device.remembered<T>(key).catch(raise);
    const askedAt = clock.now();
    const got = await asked({ etag: before?.etag, within: before ? 5_000 : 20_000 });
    // What was known before is as good as it gets.
    const fresh = got.ok ? got.value.value : null;
    if (fresh === null) {
      if (before) return before.value;
      throw new Error(got.ok ? `${key}: nothing` : `${key}: HTTP ${got.refusal.status}`);
    }
    const { etag } = (got as Extract<typeof got, { ok: true }>).value;
    await device.remember(key, { value: fresh, askedAt, ...(etag !== undefined && { etag }) }).catch(raise);
    return fresh;
  }

  return { brief, sketch: (cell) => sketch(cell).catch(() => null) };
}
