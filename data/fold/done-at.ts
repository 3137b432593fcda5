import type { Stamp } from '../contract/stamp.ts';

/** When it was done: at the receipt of what says so, or before where that was told later and is believed. */
export const doneAt = ({ at, done }: Pick<Stamp, 'at' | 'done'>): number => done?.at ?? at;
