/** A set of slots, one bit each: marking one twice costs nothing, and they come out lowest first. */
export type Marks = {
  add(slot: number): void;
  /** All of them, lowest first; there are none after that. */
  take(): Uint16Array;
};

const BITS = 32;

/** For slots below `most`. */
export function createMarks(most: number): Marks {
  const words = new Int32Array(Math.ceil(most / BITS));
  const room = new Uint16Array(most);

  return {
    add(slot) {
      words[slot >>> 5]! |= 1 << (slot & 31);
    },
    take() {
      let found = 0;
      for (let at = 0; at < words.length; at++) {
        let word = words[at]!;
        if (word === 0) continue;
        words[at] = 0;
        for (; word !== 0; word &= word - 1) room[found++] = BITS * at + 31 - Math.clz32(word & -word);
      }
      return room.slice(0, found);
    },
  };
}
