import { writeFile } from 'node:fs/promises';
import { drawXining } from './xining.ts';
import { linesOf } from './lines-of.ts';

/** `node server/city/draw/draw-xining.ts` draws the pack anew into data/city/xining. */
const folder = new URL('../../../data/city/xining/', import.meta.url);

for (const [name, part] of Object.entries(drawXining()))
  await writeFile(new URL(`${name}.json`, folder), linesOf(part));
