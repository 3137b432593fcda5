import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { Mapping } from '../import/mapping.ts';
import { root } from '../root.ts';
import { loadReplay } from './replay-items.ts';
import { readMapping } from './read-mapping.ts';

/** So many rows of a file show how it is written. */
const SAMPLE = 200;
const examples = join(root, 'docs/import');

/** The example mapping that reads most of a file, and its name; null when none reads half of it. */
export async function guessMapping(
  file: string,
  pack: CityPack,
  now: number,
): Promise<{ name: string; mapping: Mapping } | null> {
  let best: { name: string; mapping: Mapping; read: number } | null = null;
  for (const name of readdirSync(examples).toSorted()) {
    const parsed = readMapping(join(examples, name));
    if (!parsed.ok) continue;
    const { mapping } = parsed.value;
    const share = await loadReplay([file], mapping, pack, now, SAMPLE).then(
      ({ items, unusable }) => items.length / (items.length + [...unusable.values()].reduce((a, b) => a + b, 0)),
      // That it cannot be read with this mapping is the answer.
      () => 0,
    );
    if (share > (best?.read ?? 0.5)) best = { name, mapping, read: share };
  }
  return best;
}
