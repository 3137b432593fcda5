import { tick } from 'svelte';
import { raise } from '#client/page/raise.ts';
import { heldLine, isHeading, lineKey, type QueueLine } from './queue-lines.ts';

/** What of a virtual list is needed to keep its place. Offsets in px from the top of its content. */
export type ScrolledList = {
  getScrollOffset(): number;
  getViewportSize(): number;
  findItemIndex(offset: number): number;
  getItemOffset(index: number): number;
  scrollTo(offset: number): void;
  scrollToIndex(index: number, how: { align: 'nearest' | 'start'; offset?: number }): void;
};

/** A line of the list and how far below the top of what is shown it lies, px. */
type Anchor = { line: string; below: number };

/** Where the queue was when another view took its place. */
let left: { chosen: string | undefined; at: Anchor } | null = null;

/**
 * By the line, for heights above it are estimates until it has been drawn, and after the tick, for
 * before that the browser knows no more lines than were there and stops at their end.
 */
function bring(list: ScrolledList, index: number, below: number): void {
  tick()
    .then(() => list.scrollToIndex(index, { align: 'start', offset: -below }))
    .catch(raise);
}

/**
 * The place of the queue's list: it moves when somebody scrolls or chooses, and never because an incident came, went
 * or changed its band meanwhile. At its very top it stays there, where what is graver appears.
 */
export function keptScroll() {
  let before: readonly string[] = [];
  let hold: { to: number; below: number } | null = null;
  let shown: string | undefined;
  let isNew = true;
  let at: Anchor | null = null;

  return {
    /** Before the list is drawn anew: which line is to stay, and how far below the top it is. */
    measure(list: ScrolledList | undefined, lines: readonly QueueLine[]): void {
      hold = null;
      const keys = lines.map(lineKey);
      const offset = list?.getScrollOffset() ?? 0;
      if (list && offset > 0 && before.length > 0) {
        const first = list.findItemIndex(offset);
        const last = list.findItemIndex(offset + list.getViewportSize());
        const held = heldLine(before.slice(first, last + 1), before, keys);
        if (held && held.to !== held.from) hold = { to: held.to, below: list.getItemOffset(held.from) - offset };
      }
      before = keys;
    },
    /** After it is drawn: back to that line; to the chosen one only when it is another than before. */
    settle(list: ScrolledList, lines: readonly QueueLine[], chosen: string | undefined): void {
      if (lines.length === 0) return;
      if (isNew && left && left.chosen === chosen) {
        const { line, below } = left.at;
        const index = lines.findIndex((each) => lineKey(each) === line);
        if (index >= 0) {
          bring(list, index, below);
          shown = chosen;
        }
      } else if (hold) bring(list, hold.to, hold.below);
      isNew = false;
      hold = null;
      if (chosen === shown) return;
      const index = lines.findIndex((line) => !isHeading(line) && line.incident.id === chosen);
      if (index < 0 && chosen !== undefined) return;
      shown = chosen;
      // The first of a band brings its heading along.
      if (index >= 0) list.scrollToIndex(index === 1 ? 0 : index, { align: 'nearest' });
    },
    /** Another filter is another list: from its top, or at the chosen one. */
    restart(list: ScrolledList | undefined): void {
      before = [];
      shown = undefined;
      list?.scrollTo(0);
    },
    /** The list has come to `offset`; at its top no line is kept. */
    scrolled(list: ScrolledList | undefined, lines: readonly QueueLine[], offset: number): void {
      const index = list && offset > 0 ? list.findItemIndex(offset) : -1;
      const line = lines[index];
      at = list && line ? { line: lineKey(line), below: list.getItemOffset(index) - offset } : null;
    },
    leave(): void {
      left = at && { chosen: shown, at };
    },
  };
}
