import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const text = readFileSync(join(root, 'data/contract/PROTOCOL.md'), 'utf8');
const rules = [...text.matchAll(/^- \*\*(P\d+)\*\*/gm)].map((found) => found[1]!);

/** Rule numbers in the sentences of tests: `it('… (P12, P14)')`. */
function citations(): Map<string, string[]> {
  const cited = new Map<string, string[]>();
  const files = readdirSync(join(root, 'tests'), { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((name) => name.endsWith('.ts') && name !== join('protocol', 'rules.test.ts'))) {
    const source = readFileSync(join(root, 'tests', file), 'utf8');
    for (const [, list] of source.matchAll(/\((P\d+(?:, P\d+)*)\)['"`]/g)) {
      for (const rule of list!.split(', ')) cited.set(rule, [...(cited.get(rule) ?? []), file]);
    }
  }
  return cited;
}

describe('the rules of the protocol', () => {
  it('are numbered without a gap', () => {
    expect(rules).toEqual(rules.map((_, index) => `P${index + 1}`));
  });

  it('are each shown by a test', () => {
    const cited = citations();
    expect(rules.filter((rule) => !cited.has(rule))).toEqual([]);
  });

  it('are the only ones that tests speak of', () => {
    const unknown = [...citations()].filter(([rule]) => !rules.includes(rule));
    expect(unknown).toEqual([]);
  });
});
