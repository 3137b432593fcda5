/// <reference types="svelte" />
import { emptyBoard, type Board } from '#data/contract/board.ts';
import type { Clock, Stop } from '#data/kit/clock.ts';
import { gridStanding, type GridStanding } from '#data/rules/grid-status.ts';
import { newFollower, type Follower } from '#client/feed/follow.ts';
import { startLink, type LinkParts } from '#client/feed/link.ts';
import { createLivePositions, type LivePositions } from './live-positions.ts';

/** The live picture as runes: what panels are given as props. */
export type Picture = {
  /** Empty before the first snapshot. A table keeps its identity while no row of it changes. */
  readonly board: Board;
  readonly link: Follower['link'];
  readonly epoch: string | null;
  readonly seq: number;
  readonly view: string | null;
  /** What happened last to the link, in words for people. */
  readonly why: string;
  /** Server time, to the second. */
  readonly now: number;
  /** Server time at which the server last confirmed this picture; null where there is none: before the first time, and once it was forgotten. */
  readonly asOf: number | null;
  /** How the grid stands, one for the whole page: its map and its tables never disagree. */
  readonly grid: GridStanding;
  readonly positions: LivePositions;
  /** Takes in what the follower knows now. */
  show(state: Follower): void;
};

/** A limit that passes changes a cell; nobody sees that to the second, ms. */
const GRID_STEP = 5000;

/** `clock` runs the display's seconds. */
export function createPicture(clock: Clock): Picture & { stop: Stop } {
  let state = newFollower(clock.now());
  let board = $state.raw(emptyBoard);
  let link = $state.raw(state.link);
  let epoch = $state.raw<string | null>(null);
  let seq = $state.raw(0);
  let view = $state.raw<string | null>(null);
  let why = $state.raw(state.why);
  let asOf = $state.raw<number | null>(null);
  let now = $state.raw(clock.now());
  let stop: Stop = () => {};
  // Each table by itself: a unit that moves leaves the grid as it is.
  const incidents = $derived(board.incidents);
  const cells = $derived(board.cells);
  const inspections = $derived(board.inspections);
  const dangers = $derived(board.dangers);
  const gridAt = $derived(now - (now % GRID_STEP));
  const grid = $derived(gridStanding({ incidents, cells, inspections, dangers }, gridAt));
  const positions = createLivePositions();

  function second(): void {
    now = clock.now() - state.offset;
    stop = clock.after(1000 - (now % 1000), second);
  }
  second();

  return {
    get board() {
      return board;
    },
    get link() {
      return link;
    },
    get epoch() {
      return epoch;
    },
    get seq() {
      return seq;
    },
    get view() {
      return view;
    },
    get why() {
      return why;
    },
    get asOf() {
      return asOf;
    },
    get now() {
      return now;
    },
    get grid() {
      return grid;
    },
    positions,
    show(next) {
      state = next;
      board = next.board ?? emptyBoard;
      link = next.link;
      epoch = next.place?.epoch ?? null;
      seq = next.place?.seq ?? 0;
      view = next.view;
      why = next.why;
      // Of a board that was forgotten nothing is shown, so nothing is as of any time.
      asOf = next.board && next.asOf;
    },
    stop: () => stop(),
  };
}

/** A picture that follows the feed until stopped. `also` sees every change first. */
export function followPicture(
  parts: Omit<LinkParts, 'onChange' | 'onPositions'>,
  also: (state: Follower) => void = () => {},
): { picture: Picture; stop: Stop } {
  const picture = createPicture(parts.clock);
  const stopLink = startLink({
    ...parts,
    onChange(state) {
      also(state);
      picture.show(state);
    },
    onPositions: picture.positions.receive,
  });
  return {
    picture,
    stop() {
      stopLink();
      picture.stop();
    },
  };
}
