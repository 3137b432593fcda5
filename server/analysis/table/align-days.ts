import { weekday } from '#data/rules/civil-day.ts';
import type { Festivals } from './festivals.ts';

/** Two lists of as many days, each day of one answering that of the other; and how many of now have none to answer them. */
export type AlignedDays = { now: number[]; before: number[]; unanswered: number };

/**
 * The days of a span beside those of earlier years: a day of a festival beside the same day of it, wherever it lay
 * then, and every other day beside an ordinary one. `usual` are the days that stand there by the date alone. Where
 * a festival left a day without an answer, an ordinary day that it displaced answers it, of the same weekday if there is one;
 * with none left the day is in no comparison, so that both sides always have the same number of days.
 */
export function alignDays(
  days: readonly number[],
  usual: readonly number[],
  years: number,
  festivals: Festivals,
): AlignedDays {
  const pairs: [now: number, before: number][] = [];
  const waiting: number[] = [];
  const free: number[] = [];
  let unanswered = 0;
  days.forEach((day, i) => {
    const before = usual[i]!;
    const isFree = !festivals.isOne(before);
    if (festivals.isOne(day)) {
      const then = festivals.before(day, years);
      if (then === null) unanswered++;
      else pairs.push([day, then]);
      if (isFree) free.push(before);
    } else if (isFree) pairs.push([day, before]);
    else waiting.push(day);
  });
  for (const day of waiting) {
    const like = free.findIndex((each) => weekday(each) === weekday(day));
    const [before] = free.splice(Math.max(0, like), 1);
    if (before === undefined) unanswered++;
    else pairs.push([day, before]);
  }
  pairs.sort(([a], [b]) => a - b);
  return { now: pairs.map(([day]) => day), before: pairs.map(([, day]) => day), unanswered };
}
