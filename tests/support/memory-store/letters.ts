import type { Fence } from '#server/store/leases.ts';
import type { Letter, LetterCount, LetterOutcome, Letters } from '#server/store/letters.ts';
import { letterPage, readLetterCursor } from '#server/store/rows/letter-cursor.ts';

/** Letters of a store in memory. */
export function createMemoryLetters(isFenced: (fence: Fence | undefined) => boolean, open: () => void): Letters {
  const all = new Map<string, Letter>();
  const older = (a: Pick<Letter, 'at' | 'id'>, b: Pick<Letter, 'at' | 'id'>) => a.at - b.at || (a.id < b.id ? -1 : 1);

  return {
    async keep(letters, { most, oldestGives }) {
      open();
      let dropped = 0;
      const outcomes = letters.map((letter): LetterOutcome => {
        if (all.has(letter.id)) return 'known';
        const same = [...all.values()].filter(
          ({ channel, kind }) => channel === letter.channel && kind === letter.kind,
        );
        if (same.length >= most) {
          if (!oldestGives) return 'full';
          all.delete(same.sort(older)[0]!.id);
          dropped++;
        }
        all.set(letter.id, letter);
        return 'kept';
      });
      return { outcomes, dropped };
    },
    async list({ kind, channel }, { limit, cursor }) {
      const from = cursor === undefined ? undefined : readLetterCursor(cursor);
      const found = [...all.values()]
        .filter(
          (one) => (kind === undefined || one.kind === kind) && (channel === undefined || one.channel === channel),
        )
        .filter((one) => !from || older(one, from) < 0)
        .sort((a, b) => older(b, a));
      return letterPage(
        found.map(({ id, kind, channel, source, at, reason }) => ({ id, kind, channel, source, at, reason })),
        limit,
      );
    },
    async counts() {
      const counts = new Map<string, LetterCount>();
      for (const { channel, kind, at } of all.values()) {
        const { count = 0, newest = 0 } = counts.get(`${channel} ${kind}`) ?? {};
        counts.set(`${channel} ${kind}`, { channel, kind, count: count + 1, newest: Math.max(newest, at) });
      }
      return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, count]) => count);
    },
    get: async (id) => all.get(id) ?? null,
    remove: async (id) => all.delete(id),
    async deleteBefore(before, fence) {
      if (isFenced(fence)) return null;
      const old = [...all.values()].filter(({ at }) => at < before);
      for (const { id } of old) all.delete(id);
      return old.length;
    },
  };
}
