import { emptyBoard } from '#data/contract/board.ts';
import { openCounts } from '#data/rules/open-counts.ts';
import { gridStanding } from '#data/rules/grid-status.ts';
import type { LinkState } from '#client/feed/follow.ts';
import type { WallModel } from '#client/wall/wall-model.ts';
import { madeBoard, type Amounts } from './made-board.ts';
import { madeChannels } from './made-channels.ts';
import { madePack } from './made-pack.ts';
import { madeTrends, noTrends } from './made-trends.ts';

/** Thursday, 26 November 2026, 14:02:10 in Xining. */
export const madeNow = Date.UTC(2026, 10, 26, 6, 2, 10);

export const aDay: Amounts = { incidents: 128, units: 150, inspections: 60, alarms: 14, unstaffed: 1, calls: 0 };
export const aFlood: Amounts = {
  incidents: 5000,
  units: 5000,
  inspections: 900,
  alarms: 5000,
  unstaffed: 9,
  calls: 12,
};

/** A crew calls for help in it. */
export const aCall: Amounts = { ...aDay, calls: 1 };

type Said = { amounts?: Partial<Amounts>; link?: LinkState; ageMs?: number; board?: WallModel['board'] };

/** A wall as it might stand; `ageMs` since the server was last heard. */
export function madeWall({ amounts = aDay, link = 'live', ageMs = 1200, board: given }: Said = {}): WallModel {
  const asOf = link === 'boot' ? null : madeNow - ageMs;
  const board = given ?? (asOf === null ? emptyBoard : madeBoard(asOf, amounts));
  return {
    pack: madePack,
    board,
    grid: gridStanding(board, madeNow),
    link: {
      state: link,
      epoch: 'gallery01',
      seq: asOf === null ? null : 1_204_512,
      ageMs: asOf === null ? null : ageMs,
    },
    asOf,
    now: madeNow,
    trends: asOf === null ? noTrends : madeTrends(Math.min(asOf, madeNow - 20_000)),
    sound: 'muted',
    operations: true,
    counts: null,
    channels: asOf === null ? null : madeChannels(asOf, { card: { quarantined: 2 }, traccar: { refused: 30 } }),
  };
}

/** The same for the public. */
export function madePublicWall(said: Said = {}): WallModel {
  const model = madeWall(said);
  const counts = model.asOf === null ? null : { asOf: model.asOf, ...openCounts(model.board, madePack) };
  return {
    ...model,
    board: emptyBoard,
    grid: gridStanding(emptyBoard, madeNow),
    operations: false,
    counts,
    channels: null,
  };
}
