import type { Finding } from './finding.ts';

const heads = ['id', 'promise', 'target', 'measured', ''];

/** The findings in columns; what was missed stands out by its word, not by a colour. */
export function table(findings: readonly Finding[]): string {
  const rows = [heads, ...findings.map(cells)];
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd();
  return [line(rows[0]!), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.slice(1).map(line)].join('\n');
}

function cells({ id, promise, target, measured, met }: Finding): string[] {
  return [id, promise, target, measured, met === null ? '' : met ? 'met' : 'MISSED'];
}
