import type { OutOfService } from '#data/contract/alarm.ts';
import type { Board } from '#data/contract/board.ts';

/** The conditions that raise nothing just now, the one that returns first at the top. */
export function outNow(rows: Board['outOfService'], now: number): OutOfService[] {
  return [...rows.values()].filter(({ until }) => until > now).toSorted((a, b) => a.until - b.until);
}
