import type { Clock, Stop } from '#data/kit/clock.ts';
import type { WallTrends } from './wall-model.ts';

/** Hourly counts do not need to be asked for more often. */
const EVERY_MS = 60_000;
const AGAIN_MS = 5000;

const questions = {
  week: '/api/v1/trends/series?kind=week',
  months: '/api/v1/trends/series?kind=months',
  heat: '/api/v1/trends/heat',
} as const;

/** The answers to the wall's three questions, asked again and again; each keeps its own age. */
export function followTrends(
  ask: (path: string) => Promise<never>,
  clock: Clock,
): { readonly now: WallTrends; stop: Stop } {
  let now = $state.raw<WallTrends>({ week: null, months: null, heat: null });
  const stops = new Map<string, Stop>();
  for (const [name, path] of Object.entries(questions)) {
    const round = async (): Promise<void> => {
      const answer = await ask(path).catch(() => null);
      if (answer !== null) now = { ...now, [name]: answer };
      stops.set(
        name,
        clock.after(answer === null ? AGAIN_MS : EVERY_MS, () => void round()),
      );
    };
    void round();
  }
  return {
    get now() {
      return now;
    },
    stop: () => {
      for (const stop of stops.values()) stop();
    },
  };
}
