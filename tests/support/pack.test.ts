import { expect, test } from 'vitest';
import { CityPack } from '#data/contract/city-pack.ts';
import { makePack } from './pack.ts';

test('the made city is a valid city pack', () => {
  expect(CityPack.safeParse(makePack()).error).toBeUndefined();
});

test('the made city holds together: every cell has a community, every community a parent, every edge its nodes', () => {
  const pack = makePack();
  const areas = new Set(pack.areas.map((area) => area.id));
  expect(pack.cells.every((cell) => areas.has(cell.community))).toBe(true);
  expect(pack.areas.every((area) => area.level === 'district' || (area.parent && areas.has(area.parent)))).toBe(true);
  expect(pack.graph.edges.every(([a, b]) => a !== b && pack.graph.nodes[a] && pack.graph.nodes[b])).toBe(true);
});
