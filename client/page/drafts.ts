/** What stands in the fields of a form that somebody has begun to fill, by field. */
export type Draft = Readonly<Record<string, string | readonly string[]>>;

/** One person's unfinished forms, each under what it is about and what it does: `i7 note`, `shift promise`. */
export type Drafts = {
  read(form: string): Draft;
  /** An empty one is dropped. */
  keep(form: string, draft: Draft): void;
  drop(form: string): void;
};

type Memory = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** @param memory where they outlive Back, Esc, a reload and a lost session. @param person whose they are: nobody else reads them. */
export function createDrafts(memory: Memory, person: string): Drafts {
  const name = (form: string) => `watchfloor.draft ${person} ${form}`;
  return {
    read: (form) => parsed(memory.getItem(name(form))),
    keep(form, draft) {
      if (Object.keys(draft).length === 0) memory.removeItem(name(form));
      else memory.setItem(name(form), JSON.stringify(draft));
    },
    drop: (form) => memory.removeItem(name(form)),
  };
}

/** What was kept may be of another build, or cut off by a full disk. */
function parsed(kept: string | null): Draft {
  try {
    const said: unknown = JSON.parse(kept ?? '{}');
    return typeof said === 'object' && said !== null ? (said as Draft) : {};
  } catch {
    return {};
  }
}
