/// <reference types="svelte" />

/** Shares of the room, 0 to 1, that the person has given to the panes; this browser remembers them. */
export type Sizes<Name extends string> = { of(name: Name): number; move(name: Name, by: number): void };

const LEAST = 0.12;
const MOST = 0.75;

export function createSizes<Name extends string>(
  memory: Pick<Storage, 'getItem' | 'setItem'>,
  layout: string,
  start: Readonly<Record<Name, number>>,
): Sizes<Name> {
  const key = `watchfloor.sizes.${layout}`;
  let shares = $state.raw<Readonly<Record<Name, number>>>({ ...start, ...remembered(memory.getItem(key), start) });
  return {
    of: (name) => shares[name],
    move(name, by) {
      shares = { ...shares, [name]: Math.min(MOST, Math.max(LEAST, shares[name] + by)) };
      memory.setItem(key, JSON.stringify(shares));
    },
  };
}

/** What was kept may be of another build: only what is a share of a known pane counts. */
function remembered<Name extends string>(kept: string | null, start: Readonly<Record<Name, number>>) {
  const said = readJson(kept ?? '{}');
  const good = Object.entries(said ?? {}).filter(
    ([name, share]) => name in start && typeof share === 'number' && share >= LEAST && share <= MOST,
  );
  return Object.fromEntries(good) as Partial<Record<Name, number>>;
}

function readJson(text: string): object | null {
  try {
    const said: unknown = JSON.parse(text);
    return typeof said === 'object' ? said : null;
  } catch {
    return null;
  }
}
