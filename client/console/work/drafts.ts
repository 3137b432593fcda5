/** What somebody has begun to write, by incident and command; it outlives a reload and a lost session. */
export type Draft = Record<string, string | readonly string[]>;
export type Drafts = {
  read(key: string): Draft | null;
  keep(key: string, draft: Draft): void;
  drop(key: string): void;
};

export function createDrafts(memory: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>, person: string): Drafts {
  const name = (key: string) => `watchfloor.draft ${person} ${key}`;
  return {
    read(key) {
      const kept = memory.getItem(name(key));
      return kept === null ? null : (JSON.parse(kept) as Draft);
    },
    keep: (key, draft) => memory.setItem(name(key), JSON.stringify(draft)),
    drop: (key) => memory.removeItem(name(key)),
  };
}
