/** The number of a word, given to it when it is first met. */
export type Words = (word: string) => number;
