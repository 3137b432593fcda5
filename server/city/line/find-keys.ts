import type { Folded } from './folded.ts';

/** What goes by which keys, to be found in lines. */
export type Keys<T> = {
  /** Every key that stands in the line as whole words; a plural counts as the word. */
  within(line: Folded): Hit<T>[];
  /** What begins as the line ends: a word that is still being written, of `least` letters at least. */
  atEnd(line: Folded, least: (text: string) => number): Hit<T>[];
};
/** From letter `from` to before letter `to` of the folded line. */
export type Hit<T> = { from: number; to: number; what: readonly T[] };

export function createKeys<T>(entries: Iterable<readonly [key: string, what: T]>): Keys<T> {
  const byKey = new Map<string, T[]>();
  for (const [key, what] of entries) {
    const list = byKey.get(key);
    if (!list) byKey.set(key, [what]);
    else if (!list.includes(what)) list.push(what);
  }
  const sorted = [...byKey.keys()].sort();
  /** By its first letter, the longest first. */
  const byLetter = Map.groupBy(
    sorted.toSorted((a, b) => b.length - a.length),
    (key) => key[0]!,
  );
  /** A number that goes on, as of a house, is not the number of a cell. */
  const endOf = ({ text, ends }: Folded, to: number): number | null => {
    if (ends[to - 1]) return /\d\p{Script=Han}/u.test(text.slice(to - 1, to + 1)) ? null : to;
    return text[to] === 's' && ends[to] ? to + 1 : null;
  };

  return {
    within(line) {
      const hits: Hit<T>[] = [];
      for (let from = 0; from < line.text.length; from++) {
        if (!line.begins[from]) continue;
        for (const key of byLetter.get(line.text[from]!) ?? []) {
          if (!line.text.startsWith(key, from)) continue;
          const to = endOf(line, from + key.length);
          if (to !== null) hits.push({ from, to, what: byKey.get(key)! });
        }
      }
      return hits;
    },
    atEnd({ text, begins }, least) {
      const hits: Hit<T>[] = [];
      for (let from = 0; from < text.length; from++) {
        const word = text.slice(from);
        if (!begins[from] || word.length < least(word)) continue;
        const what = new Set<T>();
        for (let i = firstFrom(sorted, word); sorted[i]?.startsWith(word); i++)
          for (const each of byKey.get(sorted[i]!)!) what.add(each);
        if (what.size > 0) hits.push({ from, to: text.length, what: [...what] });
      }
      return hits;
    },
  };
}

/** The first of the sorted `words` that is not before `word`. */
function firstFrom(words: readonly string[], word: string): number {
  let [low, high] = [0, words.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (words[middle]! < word) low = middle + 1;
    else high = middle;
  }
  return low;
}
