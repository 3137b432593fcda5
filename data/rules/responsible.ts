import type { LoggedFact } from '../contract/fact.ts';
import { postRoles, type Cell, type Post, type PostRole } from '../contract/grid.ts';
import { DAY, parseDay } from './civil-day.ts';
import { instantOf, zoneOffset } from './zone.ts';

/** Who holds a post of the cell at this moment. */
export function responsibleNow({ posts = [] }: Cell, now: number): Post[] {
  return inOrder(posts.filter(({ from, to = Infinity }) => from <= now && now <= to));
}

/** The first and the last millisecond of a civil day (`2026-11-01`) by the city's clocks. */
export function spanOfDay(day: string, timeZone: string): { from: number; to: number } {
  const offset = zoneOffset(timeZone);
  const start = (n: number) => instantOf(offset, n * DAY);
  const n = parseDay(day);
  return { from: start(n), to: start(n + 1) - 1 };
}

/**
 * Who was responsible at any time of [from, to], out of the whole history of one cell's posts,
 * oldest first: a post ends when it is vacated, when its own end comes, or when somebody else is
 * entered for it, from when on that one holds it. What was entered later is what is known better.
 */
export function responsibleOn(history: readonly LoggedFact[], { from, to }: { from: number; to: number }): Post[] {
  const held = new Map<PostRole, Post[]>(postRoles.map((role) => [role, []]));
  for (const fact of history) {
    if (fact.kind === 'post.filled' && fact.post) {
      const { post } = fact;
      held.set(post.role, [...endedBy(held.get(post.role)!, post.from - 1), post]);
    } else if (fact.kind === 'post.vacated') {
      held.set(fact.role, endedBy(held.get(fact.role)!, fact.at));
    }
  }
  return inOrder([...held.values()].flat().filter((post) => post.from <= to && (post.to ?? Infinity) >= from));
}

/** The posts with none of them reaching beyond `last`; what would begin after it never was. */
function endedBy(posts: readonly Post[], last: number): Post[] {
  return posts
    .filter(({ from }) => from <= last)
    .map((post) => ((post.to ?? Infinity) > last ? { ...post, to: last } : post));
}

const inOrder = (posts: readonly Post[]): Post[] =>
  posts.toSorted((a, b) => postRoles.indexOf(a.role) - postRoles.indexOf(b.role) || a.from - b.from);
