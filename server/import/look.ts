import * as z from 'zod';
import type { ImportLook, Unsure, WrittenMapping } from '#data/contract/import.ts';
import { cut } from '#data/kit/text.ts';
import { openRows } from './formats/open-rows.ts';
import type { FileRow } from './formats/row.ts';
import { type CalledCategory, valuesOf } from './guess/guess-category.ts';
import { guessFormat } from './guess/guess-format.ts';
import { guessMapping } from './guess/guess-mapping.ts';
import { columnsIn } from './guess/sample.ts';
import { columnsOf, createIncidentMapper, type ImportCity } from './map-incident.ts';
import { fileShape, IncidentMapping } from './mapping.ts';

export type ToLookAt = {
  file: string;
  /** As whoever gave it calls it. */
  name: string;
  /** Without it, one is guessed. */
  mapping: WrittenMapping | null;
  now: number;
};

/** Rows that are read to see what a file holds, and those that are shown. */
const SAMPLE = 500;
const SHOWN = 20;
const most = { columns: 200, samples: 3, values: 100, text: 120 };
const FileShape = z.object(fileShape);

/** The beginning of a file as a mapping reads it, or as one that is guessed does. @throws {Error} in one line */
export async function lookAt(
  { file, name, mapping: given, now }: ToLookAt,
  city: ImportCity,
  categories: readonly CalledCategory[],
): Promise<ImportLook> {
  const guessed = given ? null : await guessFormat(file, name);
  const shape = FileShape.safeParse(given ?? guessed);
  if (!shape.success) throw new Error(whyNot(shape.error));
  const sample = await sampleOf(file, shape.data);
  const columns = columnsIn(sample);
  const { mapping, unsure }: { mapping: WrittenMapping; unsure: Unsure[] } = given
    ? { mapping: given, unsure: [] }
    : guessMapping(columns, guessed!, name, { reach: city.reach, categories });
  const by = (mapping['category'] as { column?: unknown } | undefined)?.column;
  const column = columns.find(({ name }, i) => name === by || i + 1 === by);
  return {
    mapping,
    unsure,
    columns: columns.slice(0, most.columns).map(({ name, samples }) => ({
      name,
      samples: [...new Set(samples)].slice(0, most.samples).map(shown),
    })),
    values: column ? valuesOf(column).slice(0, most.values) : [],
    ...readBy(mapping, sample.slice(0, SHOWN), city, now),
  };
}

function readBy(mapping: WrittenMapping, sample: readonly FileRow[], city: ImportCity, now: number) {
  const plain = sample.map((row) => ({
    line: row.line,
    fields: row
      .fields()
      .slice(0, most.columns)
      .map(([name, text]): [string, string] => [name, shown(text)]),
    refusal: null,
    read: null,
  }));
  const parsed = IncidentMapping.safeParse(mapping);
  if (!parsed.success) return { rows: plain, trouble: whyNot(parsed.error) };
  try {
    const map = createIncidentMapper(parsed.data, city, '', now);
    const names = new Set(sample.flatMap((row) => row.fields().map(([name]) => name)));
    const missing = columnsOf(parsed.data).find((column) => typeof column === 'string' && !names.has(column));
    if (missing !== undefined && sample.length > 0) return { rows: plain, trouble: `there is no column "${missing}"` };
    const rows = plain.map((row, i) => {
      const mapped = map(sample[i]!);
      if (!mapped.ok) return { ...row, refusal: mapped.refusal };
      const { reportedAt, dayOnly = false, category, priority, location = null, cell = null } = mapped.value.incident;
      return { ...row, read: { reportedAt, dayOnly, category, priority, location, cell } };
    });
    return { rows, trouble: null };
  } catch (error) {
    return { rows: plain, trouble: error instanceof Error ? error.message : String(error) };
  }
}

/** What goes wrong after some rows is not the beginning's trouble: it may have been cut off for this. */
async function sampleOf(file: string, shape: z.output<typeof FileShape>): Promise<FileRow[]> {
  const rows: FileRow[] = [];
  try {
    const open = await openRows(file, shape, []);
    for await (const row of open.rows) if (rows.push(row) === SAMPLE) break;
  } catch (error) {
    if (rows.length === 0) throw error;
  }
  return rows;
}

const shown = (text: string) => cut(text.toWellFormed(), most.text);

function whyNot(error: z.ZodError): string {
  const [first] = error.issues;
  return first ? `${first.path.join('.')}: ${first.message}` : 'the mapping cannot be read';
}
