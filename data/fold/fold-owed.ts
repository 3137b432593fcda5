import type { Fact } from '../contract/fact.ts';
import type { IncidentId } from '../contract/ids.ts';
import { MAX_OTHERS, MAX_WORDS, type OtherCaller, type Owed } from '../contract/owed.ts';

type Answered = Extract<
  Fact,
  { kind: 'incident.answer-owed' | 'incident.replied' | 'incident.called-back' | 'incident.rated' }
>;

/** What stands of the answer after `fact`, which was done at `at`, ms. */
export function foldOwed(before: Owed | undefined, fact: Answered, at: number): Owed {
  switch (fact.kind) {
    case 'incident.answer-owed': {
      const known = before?.others ?? [];
      const more = (fact.others ?? []).filter(({ id }) => !known.some((other) => other.id === id));
      const others = [...known, ...more].slice(0, MAX_OTHERS);
      return {
        ...(before ?? (fact.others && { onlyOthers: true as const })),
        ...(others.length > 0 && { others }),
      };
    }
    case 'incident.replied': {
      const { outcome, due, to } = fact.reply;
      const { calls: _calls, rating: _rating, heard: _heard, others, ...owed } = before ?? {};
      const reply = { at, outcome, ...(due !== undefined && { due }), ...(to !== undefined && { to }) };
      return { ...owed, reply, ...(others && { others: others.map(yetToHear) }) };
    }
    case 'incident.called-back': {
      const called = ({ calls }: Pick<OtherCaller, 'calls'>) => {
        const { tries = 0, reached = false } = calls ?? {};
        return { calls: { tries: tries + 1, last: at, reached: reached || fact.reached } };
      };
      const others = changed(before, fact.from, called);
      return others ? { ...before, others } : { ...before, ...called(before ?? {}) };
    }
    case 'incident.rated': {
      const { satisfied, stars } = fact;
      const rating = { at, satisfied, ...(stars !== undefined && { stars }) };
      const others = changed(before, fact.from, () => ({ heard: true }));
      const owed: Owed = { ...before, rating, ...(others ? { others } : { heard: true }) };
      return satisfied ? owed : { ...owed, words: wordsAfter(before, at) };
    }
  }
}

export const wordsAfter = (owed: Owed | undefined, at: number): number[] =>
  [...(owed?.words ?? []), at].slice(-MAX_WORDS);

/** What was said of the reply before, or called for, says nothing of the next. */
export const yetToHear = ({ id, number, callable }: OtherCaller): OtherCaller => ({
  id,
  number,
  ...(callable && { callable }),
});

/** The others, one of them changed; null: it is none of them. */
function changed(
  owed: Owed | undefined,
  id: IncidentId | undefined,
  change: (other: OtherCaller) => Partial<OtherCaller>,
): OtherCaller[] | null {
  const others = owed?.others ?? [];
  if (id === undefined || !others.some((other) => other.id === id)) return null;
  return others.map((other) => (other.id === id ? { ...other, ...change(other) } : other));
}
