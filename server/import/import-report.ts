import type { ImportLines, ImportNote, ImportReason, ImportReport } from '#data/contract/import.ts';
import type { Field } from './formats/row.ts';
import type { NoIncident } from './map-incident.ts';

/** A row that was not taken, with what stands in it: for whoever gave the file, and nobody else. */
export type RefusedRow = { line: number; reason: NoIncident; fields: Field[] };

/** How many lines are named as examples. */
const EXAMPLES = 5;

export function createReport(dryRun: boolean) {
  const report: ImportReport = {
    dryRun,
    held: false,
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
    refuse: (reason: ImportReason, line: number) => note(report.refused, reason, line),
    note: (what: ImportNote, line: number) => note(report.notes, what, line),
    take({ category, reportedAt }: { category: string; reportedAt: number }) {
      report.taken++;
      report.categories[category] = (report.categories[category] ?? 0) + 1;
      report.span = report.span
        ? [Math.min(report.span[0], reportedAt), Math.max(report.span[1], reportedAt)]
        : [reportedAt, reportedAt];
    },
  };
}

function note<K extends string>(into: Partial<Record<K, ImportLines>>, key: K, line: number): void {
  const entry = (into[key] ??= { count: 0, lines: [] } as ImportLines);
  entry.count++;
  if (entry.lines.length < EXAMPLES) entry.lines.push(line);
}
