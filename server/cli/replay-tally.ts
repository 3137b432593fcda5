import { PositionsAnswer } from '#data/contract/api.ts';
import type { Problem } from '#data/contract/problem.ts';
import type { Posted } from './post-batch.ts';

/** What became of everything that was replayed. */
export type Tally = { accepted: number; repeated: number; offMap: number; stale: number; refused: Map<string, number> };

export const emptyTally = (): Tally => ({ accepted: 0, repeated: 0, offMap: 0, stale: 0, refused: new Map() });

type Outcome = { status: number; cell?: string | null; errors?: { pointer: string; detail: string }[]; title?: string };

/** Adds the answer to reports. @throws {Error} when the whole batch was turned away. */
export function tallyReports(tally: Tally, { status, body }: Posted): void {
  if (!Array.isArray(body)) throw new Error(turnedAway(status, body));
  for (const { status: of, cell, errors, title } of body as Outcome[]) {
    if (of === 201) tally.accepted++;
    else if (of === 200) tally.repeated++;
    else
      refuse(tally, errors?.map(({ pointer, detail }) => `${pointer} ${detail}`).join('; ') ?? title ?? String(of), 1);
    if (cell === null) tally.offMap++;
  }
}

/** Adds the answer to fixes. @throws {Error} when the whole batch was turned away. */
export function tallyFixes(tally: Tally, { status, body }: Posted): void {
  const answer = PositionsAnswer.safeParse(body);
  if (!answer.success) throw new Error(turnedAway(status, body));
  tally.accepted += answer.data.accepted;
  tally.stale += answer.data.stale;
  for (const { detail } of answer.data.refused) refuse(tally, detail, 1);
}

function refuse({ refused }: Tally, why: string, count: number): void {
  refused.set(why, (refused.get(why) ?? 0) + count);
}

function turnedAway(status: number, body: unknown): string {
  const { title, detail } = (body ?? {}) as Partial<Problem>;
  return `the server turned it away: ${[status, title, detail].filter((part) => part !== undefined).join(', ')}`;
}

/** The tally as lines to read. */
export function tallyWords({ accepted, repeated, offMap, stale, refused }: Tally): string[] {
  const count = (of: number, words: string) => (of > 0 ? [`  ${of.toLocaleString('en').padStart(9)}  ${words}`] : []);
  return [
    `${accepted.toLocaleString('en')} accepted`,
    ...count(offMap, 'of them outside every grid cell or without a place'),
    ...count(repeated, 'known already'),
    ...count(stale, 'older than what was known of their unit'),
    ...[...refused].toSorted(([, a], [, b]) => b - a).flatMap(([why, of]) => count(of, `refused: ${why}`)),
  ];
}
