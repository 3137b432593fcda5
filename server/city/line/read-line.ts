import type { CallReading } from '#data/contract/call-line.ts';
import type { PlaceFound } from '#data/contract/city-brief.ts';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { CategoryId } from '#data/contract/incident.ts';
import type { Gazetteer, Named } from '../gazetteer/gazetteer.ts';
import { loadPinyin } from '../gazetteer/pinyin.ts';
import { together } from '../gazetteer/spoken.ts';
import { createKeys, type Hit, type Keys } from './find-keys.ts';
import { fold, type Folded } from './folded.ts';
import { phoneIn, type Span } from './phone.ts';

/** What a dispatcher writes down while somebody speaks, in any order: what it is, where, whom to call back. */
export type LineReader = (line: string) => Promise<CallReading>;

const MOST_PLACES = 6;
const MOST_CATEGORIES = 4;
/** Of a word that is still being written, so many letters tell enough. */
const least = (word: string): number => (/\p{Script=Han}/u.test(word) ? 2 : 4);

export function createLineReader({ categories: { categories } }: CityPack, gazetteer: Gazetteer): LineReader {
  type Known = { places: Keys<Named>; kinds: Keys<CategoryId> };
  let known: Promise<Known> | undefined;

  async function read(): Promise<Known> {
    const toPinyin = await loadPinyin();
    const named = await gazetteer.entries();
    const keysOf = (each: Named) => [...each.names.map((name) => name.together), ...each.briefs];
    const wordsOf = ({ names: { en, zh }, words = [] }: (typeof categories)[number]) => {
      const written = [en, ...(zh === undefined ? [] : [zh]), ...words];
      return [...written, ...written.map(toPinyin)].map(together);
    };
    return {
      places: createKeys(named.flatMap((each) => keysOf(each).map((key) => [key, each] as const))),
      kinds: createKeys(categories.flatMap((each) => wordsOf(each).map((word) => [word, each.id] as const))),
    };
  }

  return async (line) => {
    const { places, kinds } = await (known ??= read());
    const phone = phoneIn(line);
    const told = phone ? blank(line, phone) : line;
    const folded = fold(told);
    const happened = kinds.within(folded);
    const where = await whereIn(told, namedIn(folded, places, happened), folded, gazetteer);
    const begun = kinds.atEnd(folded, least).filter(({ from }) => happened.every((hit) => hit.from !== from));
    const found = kindsIn(folded, where?.letters ?? [], [...happened, ...begun]);
    const said = saidBeside(line, [...(phone ? [phone] : []), ...(where ? [where.span] : [])]);
    return {
      categories: found,
      places: where?.places ?? [],
      ...(where?.number !== undefined && { number: where.number }),
      ...(phone && { phone: phone.phone }),
      said,
    };
  };
}

type Where = { places: PlaceFound[]; span: Span; letters: readonly Letters[]; number?: string };
type Letters = { from: number; to: number };

/** The places that a line names, in its order. What is still being written counts where it is no word for what happened. */
function namedIn(folded: Folded, places: Keys<Named>, happened: readonly Letters[]): Hit<Named>[] {
  const begun = places.atEnd(folded, least).filter(({ from }) => happened.every((hit) => hit.from !== from));
  return apart([...places.within(folded), ...begun.slice(0, 1)]);
}

/** Two streets side by side are where they meet. */
async function whereIn(
  line: string,
  [first, second]: readonly Hit<Named>[],
  folded: Folded,
  gazetteer: Gazetteer,
): Promise<Where | null> {
  if (!first) return null;
  const spanOf = ({ from, to }: Letters): Span => ({ from: folded.from[from]!, to: folded.to[to - 1]! });
  const met = second ? crossingsOf(first.what, second.what, gazetteer) : [];
  if (second && met.length > 0) {
    const [a, b] = [spanOf(first), spanOf(second)];
    const span = withLead(line, { from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) });
    return { places: met.slice(0, MOST_PLACES), span, letters: [first, second] };
  }
  const named = first.what.toSorted((a, b) => order.indexOf(a.found.kind) - order.indexOf(b.found.kind));
  const { span, number } = named[0]?.line ? withNumber(line, spanOf(first)) : { span: spanOf(first) };
  const near = named[0]?.line ? await gazetteer.crossingsOf(named[0]) : [];
  return {
    places: [...named.map((each) => each.found), ...near].slice(0, MOST_PLACES),
    span: withLead(line, span),
    letters: [first],
    ...(number !== undefined && { number }),
  };
}
const order: readonly PlaceFound['kind'][] = ['place', 'street', 'community', 'crossing', 'cell'];

/** Those that do not lie in each other; the longer one stays. In the order of the line. */
function apart(hits: readonly Hit<Named>[]): Hit<Named>[] {
  const kept: Hit<Named>[] = [];
  const length = ({ from, to }: Letters) => to - from;
  for (const hit of hits.toSorted((a, b) => length(b) - length(a)))
    if (kept.every(({ from, to }) => hit.to <= from || hit.from >= to)) kept.push(hit);
  return kept.sort((a, b) => a.from - b.from);
}

function crossingsOf(some: readonly Named[], others: readonly Named[], { crossing }: Gazetteer): PlaceFound[] {
  return some.flatMap((one) => others.flatMap((other) => crossing(one, other) ?? []));
}

/** With the number of the house, before or after the name. */
function withNumber(line: string, span: Span): { span: Span; number?: string } {
  const after = /^[\s,，]*(?:no\.?|nr\.?|#|№)?\s*(\d{1,4}[a-z]?)(?:\s*号|(?![\p{L}\d]))/iu.exec(line.slice(span.to));
  if (after) return { span: { ...span, to: span.to + after[0].length }, number: after[1]! };
  const before = /(?<![\p{L}\d])(?:no\.?\s*)?(\d{1,4}[a-z]?)[\s,，]*$/iu.exec(line.slice(0, span.from));
  if (before) return { span: { ...span, from: span.from - before[0].length }, number: before[1]! };
  return { span };
}

/** With the word that leads to a place. */
function withLead(line: string, span: Span): Span {
  const lead = /(?:(?<!\p{L})(?:at|on|in|near|by|corner of|along)(?:\s+the)?|在|位于)\s*$/iu.exec(
    line.slice(0, span.from),
  );
  return lead ? { ...span, from: span.from - lead[0].length } : span;
}

/** The likeliest first: of whom the line holds most. What stands within the place is its name, not what happened there. */
function kindsIn(folded: Folded, places: readonly Letters[], found: readonly Hit<CategoryId>[]): CategoryId[] {
  const free = ({ from, to }: Letters) => places.every((place) => to <= place.from || from >= place.to);
  const hits = found.filter(free).sort((a, b) => b.to - b.from - (a.to - a.from));
  const weights = new Map<CategoryId, number>();
  const counted: Letters[] = [];
  for (const hit of hits) {
    const isPart = counted.some(({ from, to }) => hit.from >= from && hit.to <= to && hit.to - hit.from < to - from);
    if (isPart) continue;
    counted.push(hit);
    for (const id of hit.what) weights.set(id, (weights.get(id) ?? 0) + weightOf(folded.text.slice(hit.from, hit.to)));
  }
  return [...weights]
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST_CATEGORIES)
    .map(([id]) => id);
}
/** A Chinese character tells as much as three letters. */
const weightOf = (word: string): number => word.length + 2 * (word.match(/\p{Script=Han}/gu)?.length ?? 0);

const blank = (line: string, { from, to }: Span): string =>
  line.slice(0, from) + ' '.repeat(to - from) + line.slice(to);

/** What is left of a line when the place and the number are put where they belong. */
function saidBeside(line: string, spans: readonly Span[]): string {
  let said = line;
  for (const { from, to } of spans.toSorted((a, b) => b.from - a.from))
    said = `${said.slice(0, from)}\n${said.slice(to)}`;
  return said
    .replaceAll(/[\s,，;；.。]*\n[\s,，;；.。]*/gu, '\n')
    .replace(/^[\s,，;；:：-]+|[\s,，;；:：-]+$/gu, '')
    .replaceAll(/\n/gu, (_, at: number) => (/\p{Script=Han}/u.test(said[at - 1] ?? '') ? '，' : ', '));
}
