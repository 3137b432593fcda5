import type { ImportId } from '#data/contract/ids.ts';
import type { NoIncident } from './map-incident.ts';
import type { Replaced } from './replace-import.ts';

export type Reason = NoIncident | 'duplicate' | 'known';
export type Note = 'off-map' | 'no-place' | 'skipped-hour' | 'repeated-hour';

/** What became of the rows of a file. Never holds a value of one of them. */
export type ImportReport = {
  dryRun: boolean;
  /** What names it when it is to be withdrawn. */
  import: ImportId | null;
  /** What became of the import that it was to replace; null when there was none to replace. */
  replaced: Replaced | null;
  rows: number;
  /** Taken in, or what would be. */
  taken: number;
  /** Of those taken, by category. */
  categories: Record<string, number>;
  /** First and last time of those taken; null when none was. */
  span: [from: number, to: number] | null;
  /** Not taken, and why: how many, and the first few lines. */
  refused: Partial<Record<Reason, Lines>>;
  /** Taken, but worth knowing. */
  notes: Partial<Record<Note, Lines>>;
};

export type Lines = { count: number; lines: number[] };

/** How many lines are named as examples. */
const EXAMPLES = 5;

export function createReport(dryRun: boolean) {
  const report: ImportReport = {
    dryRun,
    import: null,
    replaced: null,
    rows: 0,
    taken: 0,
    categories: {},
    span: null,
    refused: {},
    notes: {},
  };
  return {
    report,
    row: () => void report.rows++,
    refuse: (reason: Reason, line: number) => note(report.refused, reason, line),
    note: (what: Note, line: number) => note(report.notes, what, line),
    take({ category, reportedAt }: { category: string; reportedAt: number }) {
      report.taken++;
      report.categories[category] = (report.categories[category] ?? 0) + 1;
      report.span = report.span
        ? [Math.min(report.span[0], reportedAt), Math.max(report.span[1], reportedAt)]
        : [reportedAt, reportedAt];
    },
  };
}

function note<K extends string>(into: Partial<Record<K, Lines>>, key: K, line: number): void {
  const entry = (into[key] ??= { count: 0, lines: [] } as Lines);
  entry.count++;
  if (entry.lines.length < EXAMPLES) entry.lines.push(line);
}
