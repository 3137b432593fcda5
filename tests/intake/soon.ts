import { expect } from 'vitest';

/** What comes about behind what was asked for: looked for until it is there, on a machine as busy as it may be. */
export const soon = (what: () => unknown): ReturnType<typeof expect.poll> => expect.poll(what, { timeout: 30_000 });
