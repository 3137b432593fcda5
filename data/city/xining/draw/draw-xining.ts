import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { drawXining } from './xining.ts';
import { linesOf } from './lines-of.ts';

/** `npm run draw` draws the pack anew, into the folder above or the one named: `npm run draw -- FOLDER`. */
const folder = process.argv[2] ?? resolve(import.meta.dirname, '..');

for (const [name, part] of Object.entries(drawXining())) await writeFile(join(folder, `${name}.json`), linesOf(part));
