import { readHeat, readSeries } from '#data/contract/routes/trends/panels.ts';
import type { Clock, Stop } from '#data/kit/clock.ts';
import type { Call } from '#client/call/call.ts';
import type { WallTrends } from './wall-model.ts';

/** Hourly counts do not need to be asked for more often. */
const EVERY_MS = 60_000;
/** Where there was no answer, or more of the history comes in. */
const AGAIN_MS = 5000;

type Questions = { [Name in keyof WallTrends]: () => Promise<WallTrends[Name]> };

/** The answers to the wall's three questions, asked again and again; each keeps its own age. */
export function followTrends(call: Call, clock: Clock): { readonly now: WallTrends; stop: Stop } {
  const questions: Questions = {
    async week() {
      const answer = await call(readSeries, { query: { kind: 'week' } });
      return answer.ok && 'points' in answer.value ? answer.value : null;
    },
    async months() {
      const answer = await call(readSeries, { query: { kind: 'months' } });
      return answer.ok && 'months' in answer.value ? answer.value : null;
    },
    async heat() {
      const answer = await call(readHeat);
      return answer.ok ? answer.value : null;
    },
  };
  let now = $state.raw<WallTrends>({ week: null, months: null, heat: null });
  const stops = new Map<string, Stop>();
  for (const [name, question] of Object.entries(questions)) {
    const round = async (): Promise<void> => {
      const answer = await question();
      if (answer !== null) now = { ...now, [name]: answer };
      stops.set(
        name,
        clock.after(answer === null || answer.filling !== undefined ? AGAIN_MS : EVERY_MS, () => void round()),
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
