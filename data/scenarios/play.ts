import type { Board } from '../contract/board.ts';
import type { LoggedFact } from '../contract/fact.ts';
import type { Seq } from '../contract/ids.ts';
import { unpackBoard } from '../fold/snapshot.ts';
import type { Scenario } from './scenario.ts';

/** A scenario as if it began at another time. */
export type Played = { board: Board; facts: LoggedFact[] };

/** The scenario beginning at `start` (ms); its facts are numbered from `firstSeq` on. */
export function playScenario(scenario: Scenario, start: number, firstSeq = 1): Played {
  const by = start - scenario.start;
  return {
    board: unpackBoard(moved(scenario.board, by)),
    facts: scenario.facts.map(({ after, by: actor, fact }, i) => ({
      ...moved(fact, by),
      seq: (firstSeq + i) as Seq,
      at: start + after,
      exercise: true,
      ...(actor && { by: actor }),
    })),
  };
}

/** Every field of the contract that holds an instant. */
const instants = new Set([
  ...['reportedAt', 'received', 'triaged', 'firstAssigned', 'enroute', 'arrived', 'resolved', 'closed'],
  ...['due', 'accept', 'attend', 'resolve', 'since', 'until', 'fellDue', 'raised', 'shelvedUntil'],
  ...['contactSince', 'lastVisit', 'panic', 'checkedIn', 'found'],
  ...['registered', 'confirmBy', 'performBy', 'followUpBy', 'at', 'drawnUp'],
]);

/** The same with all its instants moved by so many ms. */
function moved<T>(value: T, by: number): T {
  if (Array.isArray(value)) return value.map((item) => moved(item, by)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, field]) => {
    return [name, typeof field === 'number' && instants.has(name) ? field + by : moved(field, by)];
  });
  return Object.fromEntries(fields) as T;
}
