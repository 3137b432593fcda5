import type { ImportLines, ImportNote, ImportReason, ImportReport, ListedImport } from '#data/contract/import.ts';
import type { Replaced } from '../../import/replace-import.ts';
import type { Withdrawn } from '../../import/withdraw-import.ts';

const reasons: Record<ImportReason, string> = {
  'not-a-record': 'what stands there is no record',
  columns: 'more or fewer columns than the first line',
  'no-time': 'no time',
  'unreadable-time': 'a time that is not in the format of the mapping, or a day or hour that there is not',
  future: 'a time in the future',
  'before-1970': 'a time before 1970',
  'unreadable-place': 'a place that is not two numbers',
  'outside-the-world': 'a place outside the world',
  'swapped-place': 'longitude and latitude look swapped',
  'no-category': 'a category that the mapping does not know',
  'no-key': 'nothing in the columns of the key',
  'key-too-long': 'a key of more than 128 characters',
  'key-not-text': 'a key with half a character, or one that is not seen',
  duplicate: 'the same key as a line before',
  known: 'taken in already by an earlier import',
};

const notes: Record<ImportNote, string> = {
  'off-map': 'outside every grid cell: counts for the city, not for an area',
  'no-place': 'without a place: counts for the city, not for an area',
  'skipped-hour': 'at a local time that the clocks skipped: moved to the change',
  'repeated-hour': 'at a local time that the clocks showed twice: taken as the first',
};

/** The report as lines to read. Names lines of the file, never what stands in them. */
export function importWords({
  dryRun,
  held,
  rows,
  import: id,
  replaced,
  taken,
  refused,
  notes: noted,
  categories,
  span,
}: ImportReport): string[] {
  const lines = [
    `${count(rows)} rows read, ${count(taken)} ${dryRun ? 'would be taken in (dry run: nothing was changed)' : held ? 'could be taken in; nothing was changed' : 'taken in'}`,
  ];
  if (span) lines.push(`  from ${day(span[0])} to ${day(span[1])} (UTC)`);
  for (const [category, of] of Object.entries(categories).toSorted(([, a], [, b]) => b - a))
    lines.push(`  ${count(of).padStart(9)}  ${category}`);
  lines.push(...section('of these:', notes, noted), ...section('not taken:', reasons, refused));
  if (replaced?.withdrawn) lines.push(withdrawnWords(replaced.withdrawn));
  if (id !== null && !dryRun && !held && notReplaced(replaced) === null)
    lines.push(`this is import ${id}; "import-withdraw ${id}" takes it back`);
  return lines;
}

export const withdrawnWords = ({ cases, stay }: Withdrawn) =>
  `${count(cases)} cases are withdrawn${stay === 0 ? '' : `; ${count(stay)} stay, because somebody has worked on them`}`;

/** Why the import that was to be replaced is still there; null when it is not, or none was to be. */
export function notReplaced(replaced: Replaced | null): string | null {
  if (replaced === null || replaced.withdrawn) return null;
  return `import ${replaced.import} was not replaced and stays as it is: nothing of this file can be taken in`;
}

/** Why nothing of a file was taken in that could have been; null where that is not so. */
export function whyHeld({ held, refused }: ImportReport): string | null {
  if (!held) return null;
  const of = (reason: ImportReason) => refused[reason]?.count ?? 0;
  const all = Object.values(refused).reduce((sum, { count }) => sum + count, 0) - of('known') - of('duplicate');
  return `nothing was taken in, because ${count(all)} rows are refused: mend them, or take what is good with --partly`;
}

/** One import of the list. */
export function importLine({ import: id, source, file, at, by, cases, rows, withdrawn }: ListedImport): string {
  const how = cases === null ? `not ended, of ${count(rows)} rows` : `${count(cases)} cases of ${count(rows)} rows`;
  const back = withdrawn ? `, taken back ${day(withdrawn.at)}` : '';
  return `${id}  ${day(at)}  ${source ?? ''}  ${file ?? ''}  by ${by?.id ?? ''}: ${how}${back}`;
}

function section<K extends string>(
  title: string,
  words: Record<K, string>,
  found: Partial<Record<K, ImportLines>>,
): string[] {
  const entries = Object.entries(found) as [K, ImportLines][];
  if (entries.length === 0) return [];
  const rows = entries
    .toSorted(([, a], [, b]) => b.count - a.count)
    .map(
      ([key, { count: of, lines }]) =>
        `  ${count(of).padStart(9)}  ${words[key]} (line ${lines.join(', ')}${of > lines.length ? ', …' : ''})`,
    );
  return [title, ...rows];
}

const count = (of: number) => of.toLocaleString('en');
const day = (at: number) => new Date(at).toISOString().slice(0, 16).replace('T', ' ');
