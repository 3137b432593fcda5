import { vi } from 'vitest';

/** Where something made up has been written in this file, as docs/adding.md names the places. */
export const written: string[] = [];

/**
 * Writes into a file of the house for as long as a test runs: whoever imports it from now on finds
 * in it what `change` adds to what it exports.
 */
export function writeInto<Module extends object>(path: string, change: (as: Module) => object): void {
  written.push(path);
  vi.doMock(`#${path}`, async (original) => {
    const as = await original<Module>();
    return { ...as, ...change(as) };
  });
}

/** The house as it was. */
export function takeBack(): void {
  for (const path of written.splice(0)) vi.doUnmock(`#${path}`);
  vi.resetModules();
}
