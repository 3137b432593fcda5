import { cleanup, fireEvent, render } from '@testing-library/svelte';
import { flushSync, tick } from 'svelte';
import { afterEach, describe, expect, test } from 'vitest';
import { registerAction } from '#client/console/actions/dispute.ts';
import BranchField from '#client/console/form/BranchField.svelte';
import CellMap from '#client/console/form/CellMap.svelte';
import { cellTree, pathTo } from '#client/console/form/cell-tree.ts';
import CommandForm from '#client/console/form/CommandForm.svelte';
import { madePack } from '#client/gallery/made-pack.ts';
import type { DrawMap, MapEvents } from '#client/map/widget/map-picture.ts';
import { cityNames } from '#client/words/shared/city-names.ts';
import { madeDesk, say } from './made-desk.ts';

const names = cityNames(madePack, say);
const [first, other] = [madePack.cells[0]!, madePack.cells.at(-1)!];

function open(value = '') {
  let events: MapEvents | undefined;
  const draw: DrawMap = (_container, _picture, heard) => {
    events = heard;
    heard.ready();
    return { layerChanged() {}, reservedChanged() {}, dispose() {} };
  };
  const chosen: string[] = [];
  const desk = madeDesk();
  const { container } = desk.show(CellMap as never, { value, choose: (cell: string) => chosen.push(cell), draw });
  const point = async (place: readonly [number, number]) => {
    events!.picked({ place: [...place] });
    await tick();
    flushSync();
  };
  return { container, chosen, point, announcer: desk.context.announcer };
}

afterEach(cleanup);

describe('a grid cell on the map', () => {
  test('is chosen by a place that lies in it', async () => {
    const { chosen, point } = open();
    await point(other.anchor);
    await point(first.anchor);
    expect(chosen).toEqual([other.id, first.id]);
  });

  test('is none where no cell lies, which is said and heard, and what was chosen stays', async () => {
    const { container, chosen, point, announcer } = open(first.id);
    await point([0, 0]);
    expect(chosen).toEqual([]);
    expect(container.textContent).toContain('No grid cell lies there.');
    expect(announcer.polite.at(-1)!.text).toBe('No grid cell lies there.');
  });

  test('is named beside it as the lists name it', () => {
    expect(open(other.id).container.textContent).toContain(names.cell(other.id));
  });

  test('leads the lists to it', async () => {
    const levels = ['District', 'Sub-district', 'Community', 'Cell'];
    const props = { tree: cellTree(madePack, names), levels, choosePrompt: '–', about: undefined };
    const more = { invalid: false, required: true, change: () => {} };
    const { getByLabelText, rerender } = render(BranchField, { ...props, ...more, value: first.id });
    await rerender({ value: other.id });
    const at = levels.map((label) => (getByLabelText(label, { exact: true }) as HTMLSelectElement).value);
    expect(at).toEqual(pathTo(props.tree, other.id));
  });

  test('is offered where a dispute is taken in, and drawn only for who asks for it', async () => {
    const desk = madeDesk();
    const action = registerAction(madePack, desk.context.words, names);
    const { container, getByRole } = desk.show(CommandForm as never, { action, done: () => {} });
    expect(container.querySelector('[data-cell-map]')).toBeNull();
    const button = getByRole('button', { name: 'Choose on the map' });
    expect(button.getAttribute('aria-expanded')).toBe('false');
    await fireEvent.click(button);
    expect(button.getAttribute('aria-expanded')).toBe('true');
  });
});
