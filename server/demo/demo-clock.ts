import type { Clock, Stop } from '#data/kit/clock.ts';

/**
 * The clock of a process that plays the demo: the real one, but for the first seconds of a start,
 * in which the demo stands it at moments of the past to live through what happened before anybody
 * looked. While it stands it only moves forward, and only what was set while it stood falls due.
 */
export type DemoClock = Clock & {
  /** Stands still at `t`, or where it stands if that is later; what was to happen until then happens. */
  standAt(t: number): void;
  /** The same, taking along what was set before: each timer stays as far off as it was. */
  takeBackTo(t: number): void;
  /** Goes with the real clock from now on. */
  letGo(): void;
};

type Timer = { at: number; run: () => void; stop: Stop };
const notWound: Stop = () => {};

export function createDemoClock(real: Clock): DemoClock {
  let stands: number | null = null;
  const standing = new Set<Timer>();
  const going = new Set<Timer>();

  return {
    now: () => stands ?? real.now(),
    after(ms, run) {
      const timer: Timer = { at: (stands ?? real.now()) + ms, run, stop: notWound };
      if (stands === null) wind(timer);
      else standing.add(timer);
      return () => drop(timer);
    },
    standAt,
    takeBackTo(t) {
      const from = stands ?? real.now();
      const before = [...going];
      standAt(t);
      for (const timer of before) {
        going.delete(timer);
        timer.at += stands! - from;
        standing.add(timer);
      }
    },
    letGo() {
      if (stands === null) return;
      stands = null;
      for (const timer of [...going, ...standing]) wind(timer);
      standing.clear();
    },
  };

  function standAt(t: number): void {
    if (stands === null) for (const timer of going) timer.stop();
    stands = Math.max(t, stands ?? t);
    for (let next = due(); next; next = due()) {
      drop(next);
      next.run();
    }
  }

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
