/** A time in which the wall was not live, and whether we had taken the server away. */
export type Outage = { from: number; until: number | null; states: string[]; because: string };

export type Outages = {
  /** The wall's link changed. */
  changed(state: string, at: number): void;
  /** From now on an outage has this reason. */
  blame(why: string): void;
  readonly all: readonly Outage[];
};

/** Collects every moment when a wall was not live, from `start` on. */
export function collectOutages(start: number): Outages {
  let because = 'the start';
  const open = (at: number, state: string): Outage => ({ from: at, until: null, states: [state], because });
  const all: Outage[] = [open(start, 'boot')];
  return {
    changed(state, at) {
      const last = all.at(-1)!;
      if (state === 'live') {
        last.until ??= at;
        because = 'nothing we did';
      } else if (last.until === null) last.states.push(state);
      else all.push(open(at, state));
    },
    blame: (why) => void (because = why),
    all,
  };
}
