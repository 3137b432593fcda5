import { together } from '../gazetteer/spoken.ts';

/** A line as names are compared with it, and where in it each of its letters stands. */
export type Folded = {
  text: string;
  /** Of the letter at `i`: from where to where it is in the line. */
  from: readonly number[];
  to: readonly number[];
  /** Whether a word may begin, and end, at the letter. Chinese has no blanks: anywhere. */
  begins: readonly boolean[];
  ends: readonly boolean[];
};

const isHan = (letter: string): boolean => /\p{Script=Han}/u.test(letter);

export function fold(line: string): Folded {
  const letters: { letter: string; from: number; to: number; apart: boolean }[] = [];
  let at = 0;
  let apart = true;
  for (const character of line) {
    const to = at + character.length;
    const plain = together(character);
    for (const letter of plain) {
      letters.push({ letter, from: at, to, apart });
      apart = false;
    }
    if (plain === '' && !/[\p{M}'’‘]/u.test(character)) apart = true;
    at = to;
  }
  /** Between the letter before and this one. */
  const isEdge = (i: number): boolean => {
    const [before, here] = [letters[i - 1], letters[i]];
    return !before || !here || here.apart || isHan(before.letter) || isHan(here.letter);
  };
  return {
    text: letters.map(({ letter }) => letter).join(''),
    from: letters.flatMap(({ letter, from }) => Array<number>(letter.length).fill(from)),
    to: letters.flatMap(({ letter, to }) => Array<number>(letter.length).fill(to)),
    begins: letters.flatMap(({ letter }, i) => Array<boolean>(letter.length).fill(isEdge(i))),
    ends: letters.flatMap(({ letter }, i) => Array<boolean>(letter.length).fill(isEdge(i + 1))),
  };
}
