import { HOUR, MINUTE } from '#data/rules/civil-day.ts';
import type { Dice } from '../chance.ts';
import type { Player } from '../player.ts';

/** Somebody who speaks through one channel now and then. */
export type Voice = {
  /** How often, on the average, ms; left out: once, when somebody begins to look. */
  every?: number;
  /** Says what this `ref` stands for: the same in every run of the same seed. `isLive`: somebody looks. */
  says(ref: string, at: number, isLive: boolean): Promise<void>;
  /** Whether it spoke before anybody looked, too. */
  spokeBefore?: boolean;
};

/** After the first look each voice is heard in turn, so that every channel is seen alive at once; ms. */
const FIRST_AFTER = 3000;
const NEXT_AFTER = 1500;
/** What is told of the time before: long enough for a case to have been done, answered and called back about. */
const BEFORE = 20 * HOUR;

/** Lets every voice speak: in the hours before `lookedAt` those who did, from then on all. `lived`: since when the demo lives through its day; both ms. */
export function createVoices(
  voices: Readonly<Record<string, Voice>>,
  { dice, lived, lookedAt }: { dice: Dice; lived: number; lookedAt: number },
): Player {
  const names = Object.keys(voices);
  const firsts = new Set(names);
  const from = Math.max(lived, lookedAt - BEFORE);
  const next = new Map(
    names.flatMap((name) => {
      const { every, spokeBefore } = voices[name]!;
      return every === undefined ? [] : [[name, slotAfter(name, every, spokeBefore ? from : lookedAt)] as const];
    }),
  );

  return {
    *subjects() {
      yield* next.keys();
      for (const name of names) yield `${FIRST} ${name}`;
    },
    concerns: () => undefined,
    plan(subject, now) {
      const first = firstOf(subject);
      if (first === null) return momentOf(subject, next.get(subject)!, voices[subject]!.every!);
      if (!firsts.has(first)) return null;
      return Math.max(now, lookedAt + FIRST_AFTER + NEXT_AFTER * names.indexOf(first));
    },
    async act(subject, now) {
      const first = firstOf(subject);
      if (first !== null) {
        firsts.delete(first);
        return voices[first]!.says(`${FIRST}-${lookedAt.toString(36)}`, now, true);
      }
      const slot = next.get(subject)!;
      next.set(subject, slot + 1);
      const { says, every } = voices[subject]!;
      return says(slot.toString(36), momentOf(subject, slot, every!), now >= lookedAt);
    },
  };

  /** Within its stretch of time, not near its end: two moments are never close. */
  function momentOf(name: string, slot: number, every: number): number {
    return Math.floor((slot + 0.8 * dice(`voice/${name}/${slot}`)) * every);
  }

  function slotAfter(name: string, every: number, at: number): number {
    const slot = Math.floor(at / every);
    return momentOf(name, slot, every) > at ? slot : slot + 1;
  }
}

const FIRST = 'first';
const firstOf = (subject: string): string | null =>
  subject.startsWith(`${FIRST} `) ? subject.slice(FIRST.length + 1) : null;

/** How often each is heard. */
export const rhythms = {
  hotline: 40 * MINUTE,
  card: 60 * MINUTE,
  agency: 12 * MINUTE,
  weather: 3 * HOUR,
  centre: 6 * HOUR,
} as const;
