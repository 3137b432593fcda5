import type { FileRow } from '../formats/row.ts';

/** A column and what stands in it in the rows that were looked at; empty ones left out. */
export type SampledColumn = { name: string; samples: string[] };

/** The columns of some rows, in their order. */
export function columnsIn(rows: readonly FileRow[]): SampledColumn[] {
  const columns = new Map<string, string[]>();
  for (const row of rows)
    for (const [name, text] of row.fields()) {
      const samples = columns.get(name) ?? [];
      if (text !== '') samples.push(text);
      columns.set(name, samples);
    }
  return [...columns].map(([name, samples]) => ({ name, samples }));
}

/** So much of what stands there is of a kind; 0 where nothing stands. */
export function share(samples: readonly string[], is: (text: string) => boolean): number {
  return samples.length === 0 ? 0 : samples.filter(is).length / samples.length;
}
