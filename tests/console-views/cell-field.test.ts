import { cleanup, fireEvent, render } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { afterEach, describe, expect, test } from 'vitest';
import BranchField from '#client/console/form/BranchField.svelte';
import { cellTree, pathTo } from '#client/console/form/cell-tree.ts';
import type { Branch } from '#client/console/form/field.ts';
import { madePack } from '#client/gallery/made-pack.ts';
import { areasOfCell } from '#data/rules/cell-areas.ts';
import { cityNames } from '#client/words/shared/city-names.ts';
import { createSpeech } from '#client/words/shared/speech.ts';
import { say } from './made-desk.ts';

const tree = cellTree(madePack, cityNames(madePack, say));
const leaves = (branches: readonly Branch[]): string[] =>
  branches.flatMap(({ value, of }) => (of ? leaves(of) : [value]));
const levels = ['District', 'Sub-district', 'Community', 'Cell'];
const cell = madePack.cells.at(-1)!.id;
const way = pathTo(tree, cell);

const said: string[] = [];
function show(value = '') {
  said.length = 0;
  const props = { tree, levels, value, choosePrompt: '– choose –', about: undefined, invalid: false, required: true };
  const { getByLabelText } = render(BranchField, { ...props, change: (next: string) => said.push(next) });
  return (label: string) => getByLabelText(label, { exact: true }) as HTMLSelectElement;
}
async function choose(select: HTMLSelectElement, value: string) {
  await fireEvent.change(select, { target: { value } });
  flushSync();
}

afterEach(cleanup);

describe('a grid cell among many', () => {
  test('every cell of the city is in the tree once, under its own community', () => {
    expect(leaves(tree).sort()).toEqual(madePack.cells.map(({ id }) => id as string).sort());
    expect(way).toEqual([...areasOfCell(cell, madePack), cell]);
  });

  test('is called by its community and its place there, never by its id', () => {
    const labels = (branches: readonly Branch[]): string[] =>
      branches.flatMap(({ label, of }) => (of ? labels(of) : [label]));
    const names = cityNames(madePack, createSpeech('zh-CN', 'Asia/Shanghai'));
    for (const said of [labels(tree), labels(cellTree(madePack, names))]) {
      expect(said.filter((label) => madePack.cells.some(({ id }) => label.includes(id)))).toEqual([]);
      expect(new Set(said).size).toBe(madePack.cells.length);
    }
    expect(names.cell(cell)).toMatch(/[\u4e00-\u9fff] \d+ 号网格$/);
    expect(names.cell('nowhere')).toBe('nowhere');
  });

  test('is chosen by district, sub-district and community', async () => {
    const at = show();
    for (const [i, label] of levels.entries()) await choose(at(label), way[i]!);
    expect(said.at(-1)).toBe(cell);
    expect(said.slice(0, -1)).toEqual(['', '', '']);
  });

  test('a level is closed until the one above it is chosen', () => {
    const at = show();
    expect(levels.map((label) => at(label).disabled)).toEqual([false, true, true, true]);
  });

  test('another district forgets the cell', async () => {
    const at = show(cell);
    expect(levels.map((label) => at(label).value)).toEqual(way);
    await choose(at('District'), tree.find(({ value }) => value !== way[0])!.value);
    expect(said).toEqual(['']);
    expect(at('Cell').disabled).toBe(true);
  });

  test('no list is long', () => {
    const longest = (branches: readonly Branch[]): number =>
      Math.max(branches.length, ...branches.map(({ of }) => (of ? longest(of) : 0)));
    expect(longest(tree)).toBeLessThan(60);
  });
});
