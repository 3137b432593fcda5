import type { PlaceFound } from '#data/contract/city-brief.ts';
import type { Gazetteer, Named } from './gazetteer.ts';
import { spoken, type Spoken } from './spoken.ts';

/** What of the city goes by a name, the likeliest first. */
export type CitySearch = (text: string, limit: number) => Promise<PlaceFound[]>;

const kinds = ['place', 'street', 'community', 'crossing', 'cell'] as const satisfies PlaceFound['kind'][];
/** Between two streets that meet. */
const and = /\s+and\s+|\s*[/&×+与和]\s*/giu;
const MOST_CROSSINGS = 6;

/**
 * Every word must be in a name, each in whichever language or in pinyin; whole names come before their
 * beginnings, and a cell is found by the whole of its name alone. Two streets with a word between them are where they meet; one street brings those it meets.
 */
export function createCitySearch({ entries, crossing, crossingsOf }: Gazetteer): CitySearch {
  async function goBy(text: string): Promise<{ named: Named; rank: number }[]> {
    const asked = spoken(text);
    if (asked.together === '') return [];
    return (await entries())
      .map((named) => ({ named, rank: rankOf(named, asked), name: named.found.names.en }))
      .filter(({ named, rank }) => rank < (named.found.kind === 'cell' ? 1 : Infinity))
      .sort(
        (a, b) =>
          a.rank - b.rank ||
          kinds.indexOf(a.named.found.kind) - kinds.indexOf(b.named.found.kind) ||
          a.name.length - b.name.length ||
          (a.name < b.name ? -1 : 1),
      );
  }

  /** The word between may be a part of a name, so each place where it stands is tried. */
  async function meetings(text: string): Promise<PlaceFound[]> {
    const streets = async (part: string) =>
      (await goBy(part)).flatMap(({ named }) => (named.line ? [named] : [])).slice(0, MOST_CROSSINGS);
    const met: PlaceFound[] = [];
    for (const { 0: word, index } of text.matchAll(and)) {
      const others = await streets(text.slice(index + word.length));
      for (const street of await streets(text.slice(0, index)))
        met.push(...others.flatMap((other) => crossing(street, other) ?? []));
    }
    return met;
  }

  return async (text, limit) => {
    const found = await goBy(text);
    const street = found[0]?.named.line && found[0].rank <= 1 ? found[0].named : undefined;
    const near = street ? (await crossingsOf(street)).slice(0, MOST_CROSSINGS) : [];
    const places = (from: number, to: number) =>
      found.filter(({ rank }) => rank >= from && rank < to).map(({ named }) => named.found);
    const met = found.length === 0 ? await meetings(text) : [];
    return [...met, ...places(0, 2), ...near, ...places(2, Infinity)].slice(0, limit);
  };
}

/** 0: the name itself; 1: its beginning; 2: a part that begins a word; 3: any part, or words apart; none: Infinity. */
function rankOf({ names }: Named, asked: Spoken): number {
  const words = asked.plain.split(/\s+/);
  const ranks = names.map((name) => {
    if (name.together === asked.together) return 0;
    if (name.together.startsWith(asked.together)) return 1;
    if (` ${name.plain}`.includes(` ${asked.plain}`)) return 2;
    return name.together.includes(asked.together) ? 3 : Infinity;
  });
  const apart = words.every((word) => names.some((name) => name.plain.includes(word))) ? 3 : Infinity;
  return Math.min(apart, ...ranks);
}
