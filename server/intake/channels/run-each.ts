import type { Clock, Stop } from '#data/kit/clock.ts';
import type { Hearing } from './channel.ts';

/** What goes on for one of those that an administrator has registered. */
export type Run = {
  /** Something about it is new: whatever waits is tried at once. */
  again(): void;
  stop(): Promise<void>;
};

type Parts<Of extends Run> = {
  /** Filled with what goes on, by name. */
  runs: Map<string, Of>;
  names(): Promise<readonly string[]>;
  /** Calls after every change of any. */
  follow(run: () => void): Stop;
  begin(name: string): Of;
  clock: Clock;
  trouble: (error: unknown) => void;
};

const AGAIN_MS = 2000;

/** One run for each that is registered, begun and ended as they come and go. */
export function runEach<Of extends Run>({ runs, names, follow, begin, clock, trouble }: Parts<Of>): Hearing {
  let isStopped = false;
  let turn: Promise<void> = Promise.resolve();
  let forget: Stop = () => {};

  async function settle(): Promise<void> {
    const now = new Set(await names());
    for (const [name, one] of runs) {
      if (now.has(name)) continue;
      runs.delete(name);
      await one.stop();
    }
    for (const name of now) if (!runs.has(name) && !isStopped) runs.set(name, begin(name));
  }

  const settleSoon = () => {
    turn = turn
      .then(() => (isStopped ? undefined : settle()))
      .catch((error: unknown) => {
        trouble(error);
        forget = clock.after(AGAIN_MS, settleSoon);
      });
  };
  const unfollow = follow(() => {
    for (const one of runs.values()) one.again();
    settleSoon();
  });
  settleSoon();
  return {
    async stop() {
      isStopped = true;
      unfollow();
      await turn;
      forget();
      const all = [...runs.values()];
      runs.clear();
      await Promise.all(all.map((one) => one.stop()));
    },
  };
}
