import type { PersonId } from '#data/contract/ids.ts';
import type { Action, NewAction } from '#client/phone/queue/action.ts';
import { REPORT, type Device, type Remembered, type ReportDraft, type VisitDraft } from '#client/phone/queue/device.ts';

/** A device whose disk is a map. What was kept outlives every page that uses it. */
export function createMemoryDevice(): Device {
  let actions: Action[] = [];
  const drafts = new Map<string, VisitDraft | ReportDraft>();
  const remembered = new Map<string, Remembered<unknown>>();
  const of = (person: PersonId) =>
    actions.filter((action) => action.person === person).toSorted((a, b) => a.order - b.order);
  return {
    queue: async (person) => of(person),
    async add(action: NewAction, draft) {
      const placed = { ...action, order: (of(action.person).at(-1)?.order ?? 0) + 1 };
      actions.push(placed);
      if (draft !== undefined) drafts.delete(`${action.person} ${draft}`);
      return placed;
    },
    async change(person, step) {
      const after = step(of(person));
      actions = [...actions.filter((action) => action.person !== person), ...after];
      return after;
    },
    draft: async (person, inspection) => drafts.get(`${person} ${inspection}`) as VisitDraft | undefined,
    report: async (person) => (drafts.get(`${person} ${REPORT}`) as ReportDraft | undefined)?.written,
    keepDraft: async (draft) => void drafts.set(`${draft.person} ${draft.inspection}`, draft),
    remembered: async <T>(key: string) => remembered.get(key) as Remembered<T> | undefined,
    remember: async (key, value) => void remembered.set(key, value),
    forget: async (key) => void remembered.delete(key),
  };
}
