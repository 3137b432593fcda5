import { existsSync, writeFileSync } from 'node:fs';
import * as fc from 'fast-check';
import type { Seq } from '#data/contract/ids.ts';
import { BOARD_FORMAT } from '#data/fold/board-format.ts';
import { anyLog } from '../support/fact-log.ts';
import { goldenFile, hashesAfterEach, missingFrom, readGoldenLog, type GoldenLog } from './golden-log.ts';

// node tests/fold/record-golden-log.ts
// Adds facts of kinds that the golden log does not have yet, and writes down what it folds to now.
// What it has stays; it must fold to what it did, unless BOARD_FORMAT has been raised.
const kept: GoldenLog = existsSync(goldenFile) ? readGoldenLog() : { format: 0, hashes: [], facts: [] };
const isRaised = BOARD_FORMAT > kept.format;
const changed = hashesAfterEach(kept.facts).findIndex((hash, i) => hash !== kept.hashes[i]);
if (changed !== -1 && !isRaised)
  throw new Error(`fact ${changed + 1} folds to another board than it did: raise BOARD_FORMAT first`);

let facts = kept.facts;
for (let seed = 1; missingFrom(facts).length > 0; seed++) {
  const more = fc.sample(anyLog(400), { numRuns: 1, seed }).flat();
  facts = [...kept.facts, ...more].map((fact, i) => ({ ...fact, seq: (i + 1) as Seq, at: i + 10 }));
}
const golden: GoldenLog = { format: BOARD_FORMAT, hashes: hashesAfterEach(facts), facts };
const lines = (items: readonly unknown[]) =>
  `[\n${items.map((item) => `    ${JSON.stringify(item)}`).join(',\n')}\n  ]`;
writeFileSync(
  goldenFile,
  `{\n  "format": ${golden.format},\n  "hashes": ${lines(golden.hashes)},\n  "facts": ${lines(golden.facts)}\n}\n`,
);
