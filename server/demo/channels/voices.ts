import type { Dice } from '../chance.ts';
import type { Player } from '../player.ts';

/** Somebody who speaks through one channel. */
export type Voice = {
  /** How often after the first time, on the average, ms; left out: never again. */
  every?: number;
  /** Says what this `ref` stands for: the same in every run of the same seed. */
  says(ref: string, at: number): Promise<void>;
};

/** After the first look each voice is heard in turn, so that every channel is seen alive at once; ms. */
const FIRST_AFTER = 3000;
const NEXT_AFTER = 1500;

/** Lets every voice speak soon after `lookedAt`, ms, and some of them now and then from then on. */
export function createVoices(
  voices: Readonly<Record<string, Voice>>,
  { dice, lookedAt }: { dice: Dice; lookedAt: number },
): Player {
  const names = Object.keys(voices);
  const firsts = new Set(names);
  const next = new Map<string, number>();

  return {
    subjects: () => names,
    concerns: () => undefined,
    plan(name, now) {
      if (firsts.has(name)) return Math.max(now, lookedAt + FIRST_AFTER + NEXT_AFTER * names.indexOf(name));
      const { every } = voices[name]!;
      if (every === undefined) return null;
      const slot = next.get(name) ?? Math.floor(now / every) + 1;
      next.set(name, slot);
      return momentOf(name, slot, every);
    },
    async act(name, now) {
      const { says } = voices[name]!;
      if (firsts.delete(name)) return says(`first-${lookedAt.toString(36)}`, now);
      const slot = next.get(name)!;
      next.set(name, slot + 1);
      return says(slot.toString(36), now);
    },
  };

  /** Within its stretch of time, not near its end: two moments are never close. */
  function momentOf(name: string, slot: number, every: number): number {
    return Math.floor((slot + 0.8 * dice(`voice/${name}/${slot}`)) * every);
  }
}
