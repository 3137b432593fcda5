import * as z from 'zod';
import { Actor } from './actor.ts';
import { CategoryId, Priority } from './incident.ts';
import { CellId, ImportId, Time } from './ids.ts';
import { LonLat } from './place.ts';

/** Why a row of a file is not taken in. */
export const ImportReason = z.enum([
  'not-a-record',
  'columns',
  'no-time',
  'unreadable-time',
  'future',
  'before-1970',
  'unreadable-place',
  'outside-the-world',
  'swapped-place',
  'no-category',
  'no-key',
  'key-too-long',
  'key-not-text',
  'duplicate',
  'known',
]);
export type ImportReason = z.infer<typeof ImportReason>;

/** What is worth knowing of a row that is taken in. */
export const ImportNote = z.enum(['off-map', 'no-place', 'skipped-hour', 'repeated-hour']);
export type ImportNote = z.infer<typeof ImportNote>;

const count = z.int().nonnegative();
/** How many, and the first few lines. */
export const ImportLines = z.object({ count, lines: z.array(z.int().positive()) });
export type ImportLines = z.infer<typeof ImportLines>;

const withdrawn = z.object({ cases: count, stay: count });

/** What became of the rows of a file. Never holds a value of one of them. */
export const ImportReport = z.object({
  dryRun: z.boolean(),
  /** Nothing was taken in, because rows are refused and all was to be taken or nothing. */
  held: z.boolean(),
  /** What names it when it is to be withdrawn. */
  import: ImportId.nullable(),
  /** What became of the import that it was to replace; null when there was none to replace. */
  replaced: z.object({ import: ImportId, withdrawn: withdrawn.nullable() }).nullable(),
  rows: count,
  /** Taken in, or what would be. */
  taken: count,
  /** Of those taken, by category. */
  categories: z.record(z.string(), count),
  /** First and last time of those taken; null when none was. */
  span: z.tuple([Time, Time]).nullable(),
  /** Not taken, and why. */
  refused: z.partialRecord(ImportReason, ImportLines),
  /** Taken, but worth knowing. */
  notes: z.partialRecord(ImportNote, ImportLines),
});
export type ImportReport = z.infer<typeof ImportReport>;

/** What stands in a row, by the names of its columns. */
export const RowFields = z.array(z.tuple([z.string(), z.string()]));

/** What an import answers: the report, and the refused rows as a table to mend, as far as there is room. */
export const ImportAnswer = z.object({ report: ImportReport, refusedCsv: z.string().nullable() });
export type ImportAnswer = z.infer<typeof ImportAnswer>;

/** One line of the answer where it is told as it goes. */
export const ImportLine = z.union([
  z.object({ done: z.number(), of: z.number() }),
  z.object({ answer: ImportAnswer }),
  z.object({ why: z.string() }),
]);
export type ImportLine = z.infer<typeof ImportLine>;

/** A mapping as it is written (docs/import.md). */
export const WrittenMapping = z.record(z.string(), z.unknown());
export type WrittenMapping = z.infer<typeof WrittenMapping>;

/** What of a guess somebody has to look at. */
export const Unsure = z.enum(['time', 'day-or-month', 'place', 'swapped', 'category', 'key']);
export type Unsure = z.infer<typeof Unsure>;

/** The beginning of a file, as a mapping reads it. */
export const ImportLook = z.object({
  /** As it was given, or guessed from names and samples. */
  mapping: WrittenMapping,
  unsure: z.array(Unsure),
  columns: z.array(z.object({ name: z.string(), samples: z.array(z.string()) })),
  /** What stands in the column of categories, and how often among the rows that were looked at. */
  values: z.array(z.object({ value: z.string(), count })),
  rows: z.array(
    z.object({
      line: z.int().positive(),
      fields: RowFields,
      refusal: ImportReason.nullable(),
      read: z
        .object({
          reportedAt: Time,
          dayOnly: z.boolean(),
          category: CategoryId,
          priority: Priority,
          location: LonLat.nullable(),
          cell: CellId.nullable(),
        })
        .nullable(),
    }),
  ),
  /** Why the mapping cannot be used; null where it can. */
  trouble: z.string().nullable(),
});
export type ImportLook = z.infer<typeof ImportLook>;

const when = z.object({ at: Time, by: Actor.nullable(), cases: count });

/** One import that is on record. */
export const ListedImport = z.object({
  import: ImportId,
  source: z.string().nullable(),
  file: z.string().nullable(),
  at: Time,
  by: Actor.nullable(),
  rows: count,
  /** Null: it has not ended, or was ended before its time. */
  cases: count.nullable(),
  refused: count.nullable(),
  withdrawn: when.nullable(),
});
export type ListedImport = z.infer<typeof ListedImport>;
