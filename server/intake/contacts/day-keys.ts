import type { Store } from '../../store/store.ts';
import { keyOfOne, newKey, type Sealed } from './sealing.ts';

/** The drawer of the keys: by day, and by what outlives its day. */
export const KEYS = 'contact-key';

/** Keys of single contacts lie beside those of the days. */
export const isDay = (id: string): boolean => /^\d{4}-\d\d-\d\d$/.test(id);

/** The day on the UTC scale, as `2026-11-30`. */
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);

/** The keys that personal data is sealed under, one a day: when that of a day is gone, so is what came on it. */
export type DayKeys = {
  /** The key of the day of `now`, ms; made where it is the first that is needed. */
  at(now: number): Promise<{ day: string; key: string }>;
  /** Of every day that still has one. */
  all(): Promise<string[]>;
  /** What opens one thing; null: the key of its day was deleted. */
  keyOf(sealed: Sealed): Promise<string | null>;
};

export function createDayKeys({ drawers, changes }: Pick<Store, 'drawers' | 'changes'>): DayKeys {
  let known: { day: string; key: string } | undefined;
  // What was kept may be gone, or be another one since a restore.
  changes.follow((all) => {
    if (all === null || all.some(({ drawer }) => drawer === KEYS)) known = undefined;
  });

  /** The first process that needs it makes it. */
  async function ofDay(day: string): Promise<string> {
    for (;;) {
      const at = changes.upto();
      const found = await drawers.get(KEYS, day);
      if (found !== null) return String(found);
      const made = newKey();
      if (await drawers.putIf(KEYS, day, made, at)) return made;
    }
  }

  return {
    async at(now) {
      const day = dayOf(now);
      const key = known?.day === day ? known.key : await ofDay(day);
      return (known = { day, key });
    },
    async all() {
      return (await drawers.list(KEYS)).filter(({ id }) => isDay(id)).map(({ body }) => String(body));
    },
    async keyOf({ day, salt }) {
      const key = await drawers.get(KEYS, day);
      return key === null ? null : keyOfOne(String(key), salt);
    },
  };
}
