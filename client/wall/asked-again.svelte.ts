import type { Clock, Stop } from '#data/kit/clock.ts';

type Answered<T> = { ok: true; value: T } | { ok: false };

/** What `ask` answers, asked for again and again; what is old stays, with its own age. Null before the first. */
export function askedAgain<T>(
  ask: () => Promise<Answered<T>>,
  everyMs: number,
  clock: Clock,
): { readonly now: T | null; stop: Stop } {
  let now = $state.raw<T | null>(null);
  let stop: Stop = () => {};
  const round = async (): Promise<void> => {
    const answer = await ask();
    if (answer.ok) now = answer.value;
    stop = clock.after(everyMs, () => void round());
  };
  void round();
  return {
    get now() {
      return now;
    },
    stop: () => stop(),
  };
}
