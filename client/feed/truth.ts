import { emptyBoard, type Board } from '#data/contract/board.ts';
import { stateHash } from '#data/fold/state-hash.ts';
import type { Clock, Stop } from '#data/kit/clock.ts';
import type { Follower } from './follow.ts';

/** What a page says about itself to whoever wants to check it: `window.__watchfloor`. */
export type Truth = {
  /** Of the board on this page, computed when asked. */
  stateHash(): string;
  readonly board: Board;
};

declare global {
  interface Window {
    __watchfloor?: Truth;
  }
}

/** The page's root element, and the window where the truth can be asked. */
export type Page = { root: { setAttribute(name: string, value: string): void }; window: { __watchfloor?: Truth } };

/** The `data-*` attributes of a page that shows what the follower knows. */
export function truthAttributes(state: Follower, now: number, build: string): Record<string, string> {
  return {
    'data-link': state.link,
    'data-epoch': state.place?.epoch ?? '',
    'data-seq': String(state.place?.seq ?? 0),
    'data-age-ms': state.asOf === null ? '' : String(Math.max(0, Math.round(now - state.offset - state.asOf))),
    'data-build': build,
  };
}

/** Keeps a page's attributes true, every half second at least. Call `show` after every change. */
export function exposeTruth(page: Page, clock: Clock, build: string): { show(state: Follower): void; stop: Stop } {
  let state: Follower | undefined;
  let stop: Stop = () => {};
  const truth: Truth = {
    stateHash: () => stateHash(truth.board),
    get board() {
      return state?.board ?? emptyBoard;
    },
  };
  page.window.__watchfloor = Object.freeze(truth);

  function write(): void {
    if (!state) return;
    for (const [name, value] of Object.entries(truthAttributes(state, clock.now(), build))) {
      page.root.setAttribute(name, value);
    }
  }
  function beat(): void {
    write();
    stop = clock.after(500, beat);
  }
  beat();
  return {
    show(next) {
      state = next;
      write();
    },
    stop: () => stop(),
  };
}
