/**
 * How fast the city lives. Up to the moment that somebody looks it lives as cities do; from then on
 * `speed` times as fast, so that the present it has when it is looked at does not depend on the speed.
 */
export type Tempo = {
  /** When `ms` of the city's own time have passed since `from`. */
  after(from: number, ms: number): number;
  /** How many times faster than life it is at `t`. */
  pace(t: number): number;
};

export function createTempo(speed: number, lookedAtFrom: number): Tempo {
  return {
    after(from, ms) {
      const origin = Math.max(from, lookedAtFrom);
      const end = from + ms;
      return end <= origin ? end : origin + (end - origin) / speed;
    },
    pace: (t) => (t < lookedAtFrom ? 1 : speed),
  };
}
