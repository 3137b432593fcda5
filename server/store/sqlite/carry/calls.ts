import type { CarriedFact, CarriedKey, CarriedThing } from '../../carry.ts';
import type { Letter } from '../../letters.ts';
import type { LooseFixes } from '../../rows/track-packing.ts';

/** What is asked of the thread that hands out a whole file. */
export type DumpCalls = {
  end: { takes: null; gives: { seq: number; hash: string } };
  facts: { takes: number; gives: CarriedFact[] };
  keys: { takes: string; gives: CarriedKey[] };
  things: { takes: { drawer: string; id: string }; gives: CarriedThing[] };
  letters: { takes: string; gives: Letter[] };
  tracks: { takes: number; gives: { upto: number; fixes: LooseFixes } | null };
};

/** What is asked of the thread that fills a new file. */
export type LoadCalls = {
  facts: { takes: readonly CarriedFact[]; gives: null };
  keys: { takes: readonly CarriedKey[]; gives: null };
  things: { takes: readonly CarriedThing[]; gives: null };
  letters: { takes: readonly Letter[]; gives: null };
  tracks: { takes: LooseFixes; gives: null };
  end: { takes: null; gives: { seq: number; hash: string } };
  done: { takes: null; gives: null };
};

/** Where a new file is made, and how the city's hours are shifted. */
export type LoadOptions = { draft: string; hourShift: number };
