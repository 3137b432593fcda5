import type { CellSketch, CityBrief } from '#data/contract/city-brief.ts';
import type { Clock } from '#data/kit/clock.ts';
import type { Device, Remembered } from '#client/phone/queue/device.ts';

/** What of the city's pack this device knows; it changes with a new pack only, so an old answer is a good one. */
export type City = {
  /** @throws when it has never been asked for with success, and there is no line. */
  brief(): Promise<CityBrief>;
  /** Null for a cell that the city does not have, or that cannot be asked for now. */
  sketch(cell: string): Promise<CellSketch | null>;
};

export function createCity(device: Device, clock: Clock, ask: typeof fetch = (...call) => fetch(...call)): City {
  async function kept<T>(path: string): Promise<T> {
    const before = await device.remembered<T>(path);
    const fresh = await fetched(path, before);
    if (!fresh) return before!.value;
    if (fresh !== before) await device.remember(path, fresh);
    return fresh.value;
  }

  /** Null: what was known before is as good as it gets. @throws when nothing was known before. */
  async function fetched<T>(path: string, before: Remembered<T> | undefined): Promise<Remembered<T> | null> {
    const askedAt = clock.now();
    try {
      const response = await ask(`/api/v1${path}`, {
        cache: 'no-store',
        headers: before?.etag === undefined ? {} : { 'if-none-match': before.etag },
        signal: AbortSignal.timeout(before ? 5_000 : 20_000),
      });
      if (response.status === 304) return null;
      if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`);
      const etag = response.headers.get('etag');
      return { value: (await response.json()) as T, askedAt, ...(etag !== null && { etag }) };
    } catch (error) {
      if (before) return null;
      throw error;
    }
  }

  return {
    brief: () => kept<CityBrief>('/city/brief'),
    sketch: (cell) => kept<CellSketch>(`/city/cells/${encodeURIComponent(cell)}`).catch(() => null),
  };
}
