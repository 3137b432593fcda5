import type { TrendHead } from '#data/contract/trend.ts';
import { createLine } from '#data/kit/line.ts';
import type { Analysis } from './analysis.ts';
import type { Selection } from './counts/selection.ts';

/** Answers kept: every panel of every area, with room for what somebody browses. */
const KEPT = 1000;

/** What a trend is called among the kept ones, and how it is computed. */
export type Trend<A extends TrendHead> = { name: string; compute: (selection: Selection) => A };

/**
 * Trends for those who ask from outside: computed once for each selection as long as nothing new is
 * counted, one at a time, callers in turn. A selection that nobody has asked for goes through all counts,
 * and there are as many selections as areas times categories.
 */
export type AskedTrends = {
  /** @throws {TooMuchAtOnce} */
  ask<A extends TrendHead>(trend: Trend<A>, selection: Selection, caller: string): Promise<A>;
};

/** `breathe` lets others have the thread. */
export function createAskedTrends(
  analysis: Pick<Analysis, 'selections' | 'counted' | 'head'>,
  breathe: () => Promise<void>,
): AskedTrends {
  const line = createLine({ running: 1, perCaller: 64, waiting: 512 });
  const kept = new Map<string, Promise<TrendHead>>();
  let of: readonly unknown[] = [];

  return {
    async ask<A extends TrendHead>({ name, compute }: Trend<A>, selection: Selection, caller: string) {
      forgetOld();
      const key = `${name} ${analysis.selections.key(selection)}`;
      let answer = kept.get(key) as Promise<A> | undefined;
      if (!answer) {
        answer = line.run(caller, async () => {
          await breathe();
          return compute(selection);
        });
        kept.set(key, answer);
        if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
        const own = answer;
        own.catch(() => kept.get(key) === own && kept.delete(key));
      }
      const told = await answer;
      // Where nothing has been counted since, it holds now as it held then.
      return kept.get(key) === answer && !isOld() ? { ...told, ...analysis.head() } : told;
    },
  };

  function isOld(): boolean {
    const now = analysis.counted();
    return now.some((part, i) => part !== of[i]);
  }

  function forgetOld(): void {
    if (!isOld()) return;
    kept.clear();
    of = analysis.counted();
  }
}
