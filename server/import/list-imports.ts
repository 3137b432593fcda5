import type { ListedImport } from '#data/contract/import.ts';
import type { LoggedFact } from '#data/contract/fact.ts';
import type { Seq } from '#data/contract/ids.ts';
import type { Records } from '../store/store.ts';

/** Each read at once; three facts an import. */
const PAGE = 200;

/** The newest imports, newest first, at most `most`: who brought each in, how much came of it, and whether it was taken back. */
export async function listImports(records: Pick<Records, 'about'>, most: number): Promise<ListedImport[]> {
  const found: ListedImport[] = [];
  const shown = new Set<string>();
  /** Told of after what they are: newest first. */
  const later = new Map<string, Pick<ListedImport, 'cases' | 'refused' | 'withdrawn'>>();
  for await (const fact of factsOf(records)) {
    const after = later.get(fact.import) ?? { cases: null, refused: null, withdrawn: null };
    const { at, by, cases = 0, refused = 0 } = fact;
    if (fact.what === 'withdrawn') later.set(fact.import, { ...after, withdrawn: { at, by: by ?? null, cases } });
    if (fact.what === 'ended') later.set(fact.import, { ...after, cases, refused });
    if (fact.what !== 'begun') continue;
    // One that was ended early went on: it is the same.
    if (shown.has(fact.import) && after.withdrawn === null) continue;
    shown.add(fact.import);
    const { import: id, source = null, file = null, rows = 0 } = fact;
    found.push({ import: id, source, file, at, by: by ?? null, rows, ...after });
    later.delete(id);
    if (found.length === most) break;
  }
  return found;
}

type Told = Extract<LoggedFact, { kind: 'audit.imported' }>;

async function* factsOf(records: Pick<Records, 'about'>): AsyncGenerator<Told> {
  let before: Seq | undefined;
  for (;;) {
    const page = await records.about('imports', { limit: PAGE, ...(before !== undefined && { before }) });
    for (const fact of page) if (fact.kind === 'audit.imported') yield fact;
    if (page.length < PAGE) return;
    before = page.at(-1)!.seq;
  }
}
