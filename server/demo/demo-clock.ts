import type { Clock, Stop } from '#data/kit/clock.ts';

/**
 * The clock of a process that plays the demo: the real one, but for the first seconds of a start,
 * in which the demo stands it at moments of the past to live through what happened before anybody
 * looked. While it stands it only moves forward, and only what was set while it stood falls due.
 */
export type DemoClock = Clock & {
  /** Stands still at `t`, or where it stands if that is later; what was to happen until then happens. */
  standAt(t: number): void;
  /** Goes with the real clock from now on. */
  letGo(): void;
};

type Timer = { at: number; run: () => void; stop: Stop };
const notSet: Stop = () => {};

/** @param fresh nothing has happened yet: it stands at the beginning of time until it is moved */
export function createDemoClock(real: Clock, fresh = false): DemoClock {
  let stands: number | null = fresh ? 0 : null;
  const standing = new Set<Timer>();
  const going = new Set<Timer>();

  return {
    now: () => stands ?? real.now(),
    after(ms, run) {
      const timer: Timer = { at: (stands ?? real.now()) + ms, run, stop: notSet };
      if (stands === null) wind(timer);
      else standing.add(timer);
      return () => drop(timer);
    },
    standAt(t) {
      if (stands === null) for (const timer of going) timer.stop();
      stands = Math.max(Math.ceil(t), stands ?? 0);
      for (let next = due(); next; next = due()) {
        drop(next);
        next.run();
      }
    },
    letGo() {
      if (stands === null) return;
      stands = null;
      for (const timer of [...going, ...standing]) wind(timer);
      standing.clear();
    },
  };

  function due(): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of standing) if (timer.at <= stands! && !(first && first.at <= timer.at)) first = timer;
    return first;
  }

  function wind(timer: Timer): void {
    going.add(timer);
    timer.stop = real.after(Math.max(0, timer.at - real.now()), () => {
      drop(timer);
      timer.run();
    });
  }

  function drop(timer: Timer): void {
    timer.stop();
    standing.delete(timer);
    going.delete(timer);
  }
}
