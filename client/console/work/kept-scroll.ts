import { heldLine, isHeading, lineKey, type QueueLine } from './queue-lines.ts';

/** What of a virtual list is needed to keep its place. Offsets in px from the top of its content. */
export type ScrolledList = {
  getScrollOffset(): number;
  getViewportSize(): number;
  findItemIndex(offset: number): number;
  getItemOffset(index: number): number;
  scrollTo(offset: number): void;
  scrollToIndex(index: number, how: { align: 'nearest' }): void;
};

/** Where the queue was when another view took its place. */
let left: { chosen: string | undefined; offset: number } | null = null;

/**
 * The place of the queue's list: it moves when somebody scrolls or chooses, and never because an incident came, went
 * or changed its band meanwhile. At its very top it stays there, where what is graver appears.
 */
export function keptScroll() {
  let before: readonly string[] = [];
  let hold: { to: number; below: number } | null = null;
  let shown: string | undefined;
  let isNew = true;

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
      if (isNew && left && left.chosen === chosen && left.offset > 0) {
        list.scrollTo(left.offset);
        shown = chosen;
      } else if (hold) list.scrollTo(list.getItemOffset(hold.to) - hold.below);
      isNew = false;
      hold = null;
      if (chosen === shown) return;
      const at = lines.findIndex((line) => !isHeading(line) && line.incident.id === chosen);
      if (at < 0 && chosen !== undefined) return;
      shown = chosen;
      // The first of a band brings its heading along.
      if (at >= 0) list.scrollToIndex(at === 1 ? 0 : at, { align: 'nearest' });
    },
    /** Another filter is another list: from its top, or at the chosen one. */
    restart(list: ScrolledList | undefined): void {
      before = [];
      shown = undefined;
      list?.scrollTo(0);
    },
    leave(offset: number): void {
      left = { chosen: shown, offset };
    },
  };
}
