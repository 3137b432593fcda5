/** What a page's form sent, by the names of its fields, in their order. */
export type Form = {
  texts: ReadonlyMap<string, readonly string[]>;
  files: ReadonlyMap<string, readonly Uint8Array[]>;
};

/** More parts than any form of ours has. */
export const MOST_PARTS = 40;

export function append<T>(lists: Map<string, T[]>, name: string, value: T): void {
  const list = lists.get(name);
  if (list) list.push(value);
  else lists.set(name, [value]);
}
