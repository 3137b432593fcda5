import { afterEach, describe, expect, test } from 'vitest';
import type { Board } from '#data/contract/board.ts';
import type { Incident } from '#data/contract/incident.ts';
import { newFollower } from '#client/feed/follow.ts';
import { madeBoard } from '#client/gallery/made-board.ts';
import { madePack } from '#client/gallery/made-pack.ts';
import { cellRows } from '#client/console/views/grid/cell-rows.ts';
import { createPicture } from '#client/store/picture.svelte.ts';
import { createTestClock } from '../support/test-clock.ts';

const SECOND = 1000;
let stop = () => {};
afterEach(() => stop());

/** A page's picture of a made city, `over` laid over its board. */
function follow(over: (board: Board, now: number) => Partial<Board> = () => ({})) {
  const clock = createTestClock();
  const board = madeBoard(clock.now(), { incidents: 30, units: 10, inspections: 20, unstaffed: 2 });
  const picture = createPicture(clock);
  stop = picture.stop;
  const show = (next: Board) => picture.show({ ...newFollower(clock.now()), board: next });
  const shown = { ...board, ...over(board, clock.now()) };
  show(shown);
  return { clock, picture, show, board: shown };
}
const cellsOf = (rows: ReturnType<typeof cellRows>) =>
  new Map(rows.filter(({ status }) => status !== 'normal').map(({ id, status }) => [id, status]));

describe('how the grid stands, on one page', () => {
  test('is the same object for whoever asks, and stays it while units move and seconds pass', () => {
    const { clock, picture, show, board } = follow();
    clock.advance(5 * SECOND - (picture.now % (5 * SECOND)));
    const { grid } = picture;
    expect(grid.statuses.size).toBeGreaterThan(0);
    expect(picture.grid).toBe(grid);
    clock.advance(4 * SECOND);
    show({ ...board, units: new Map(board.units) });
    expect(picture.grid).toBe(grid);
    show({ ...board, incidents: new Map() });
    expect(picture.grid).not.toBe(grid);
  });

  test('is the same in the table as on the map, in every second around a limit', () => {
    const { clock, picture, board } = follow(({ incidents, inspections, cells }, now) => {
      const first = [...incidents.values()].find(({ suspended }) => suspended === undefined);
      const quiet = madePack.cells.find(
        ({ id }) => cells.get(id)?.staffed !== false && ![...inspections.values()].some(({ cell }) => cell === id),
      );
      const { received } = first!.times;
      const late: Incident = { ...first!, priority: 3, state: 'reported', cell: quiet!.id, times: { received } };
      return { incidents: new Map([[late.id, { ...late, due: { accept: now + 7300 } }]]) };
    });
    const [late] = board.incidents.values();
    const seen = new Set<string | undefined>();
    for (let second = 0; second < 20; second++) {
      const { grid } = picture;
      expect(cellsOf(cellRows(madePack, board, grid))).toEqual(grid.statuses);
      seen.add(grid.statuses.get(late!.cell!));
      clock.advance(SECOND);
    }
    expect([...seen]).toEqual([undefined, 'attention']);
  });
});

test('a picture that was forgotten is as of no time: what it would count is not nought', () => {
  const { clock, picture, board } = follow();
  const seen = { ...newFollower(clock.now()), board, asOf: clock.now() };
  picture.show(seen);
  expect(picture.asOf).toBe(clock.now());
  picture.show({ ...seen, board: null, link: 'down' });
  expect(picture.asOf).toBeNull();
});
