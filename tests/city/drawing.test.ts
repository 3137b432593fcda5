import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { linesOf } from '#data/city/xining/draw/lines-of.ts';
import { drawXining } from '#data/city/xining/draw/xining.ts';
import { folderOf } from './packs.ts';

it('drawing Xining anew gives the very files that are in the pack', async () => {
  for (const [name, part] of Object.entries(drawXining())) {
    const committed = await readFile(join(folderOf.xining, `${name}.json`), 'utf8');
    expect(linesOf(part) === committed, `${name}.json: draw it anew with npm run draw`).toBe(true);
  }
});
