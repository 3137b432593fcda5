/** A set of slots, one bit each: marking one twice costs nothing, and they come out lowest first. */
export type Marks = {
  add(slot: number): void;
  /** All of them, lowest first; there are none after that. */
  take(): Uint16Array;
  readonly size: number;
};

const BITS = 32;

/** For slots below `most`. */
export function createMarks(most: number): Marks {
  const words = new Int32Array(Math.ceil(most / BITS));
  /** Words beyond it were never marked. */
  let end = 0;
  let size = 0;

  return {
    add(slot) {
      const at = slot >>> 5;
      const bit = 1 << (slot & 31);
      if ((words[at]! & bit) !== 0) return;
      words[at]! |= bit;
      size++;
      if (at >= end) end = at + 1;
    },
    take() {
      const slots = new Uint16Array(size);
      let i = 0;
      for (let at = 0; at < end; at++) {
        let word = words[at]!;
        if (word === 0) continue;
        words[at] = 0;
        for (; word !== 0; word &= word - 1) slots[i++] = BITS * at + 31 - Math.clz32(word & -word);
      }
      end = size = 0;
      return slots;
    },
    get size() {
      return size;
    },
  };
}
