import type { OpenCounts } from '#data/contract/open-counts.ts';
import { readOpenCounts } from '#data/contract/routes/feed.ts';
import type { Clock, Stop } from '#data/kit/clock.ts';
import type { Call } from '#client/call/call.ts';

const EVERY_MS = 5000;

/** The counts of a public wall, asked for again and again; null before the first. */
export function followCounts(call: Call, clock: Clock): { readonly now: OpenCounts | null; stop: Stop } {
  let now = $state.raw<OpenCounts | null>(null);
  let stop: Stop = () => {};
  const round = async (): Promise<void> => {
    const answer = await call(readOpenCounts);
    if (answer.ok) now = answer.value;
    stop = clock.after(EVERY_MS, () => void round());
  };
  void round();
  return {
    get now() {
      return now;
    },
    stop: () => stop(),
  };
}
