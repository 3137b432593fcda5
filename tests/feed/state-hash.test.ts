import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { emptyBoard, type Board } from '#data/contract/board.ts';
import { stateHash } from '#data/fold/state-hash.ts';

const text = readFileSync(join(import.meta.dirname, '../../data/contract/PROTOCOL.md'), 'utf8');
const table = [
  ...text
    .split('**P34**')[1]!
    .split('**P35**')[0]!
    .matchAll(/^ +\| (.+?) +\| `([0-9a-f]{32})` \|$/gm),
];
const documented = table.map(([, what, hash]) => ({ what: what!.replaceAll('`', ''), hash: hash! }));

it('the state hash is what the protocol writes out (P34)', () => {
  const rows = documented.slice(0, 2);
  for (const { what, hash } of rows) expect(createHash('sha256').update(what).digest('hex').slice(0, 32)).toBe(hash);
  const cells = rows.map(({ what }) => (JSON.parse(what) as ['cells', { id: string }])[1]);
  const board: Board = { ...emptyBoard, cells: new Map(cells.map((cell) => [cell.id, cell])) as never };
  expect(stateHash(board)).toBe(documented[2]!.hash);
  expect(stateHash(emptyBoard)).toBe(documented[3]!.hash);
});
