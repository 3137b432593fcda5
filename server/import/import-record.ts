import type { Actor } from '#data/contract/actor.ts';
import type { NewFact } from '#data/contract/fact.ts';
import type { ImportId, SourceName } from '#data/contract/ids.ts';
import { cleanText, cut } from '#data/kit/text.ts';

type About = { by: Actor; source: SourceName; file: string };
type Told = { cases: number; refused: number; rows: number };

/** What goes on record of an import as a whole: who brought it in, when, what it was called and how much came of it. */
export function importRecord(id: ImportId, { by, source, file }: About) {
  const of = { kind: 'audit.imported', import: id, source, file: cut(cleanText(file), 200) } as const;
  return {
    begun: (at: number, rows: number): NewFact => ({ ...of, what: 'begun', at, by, rows }),
    ended: (at: number, told: Told): NewFact => ({ ...of, what: 'ended', at, by, ...told }),
  };
}
