import type { InspectionId, PersonId } from '#data/contract/ids.ts';
import type { Action, NewAction } from './action.ts';
import type { Queue } from './queue.ts';

/** A checklist that is being filled in. */
export type VisitDraft = {
  person: PersonId;
  inspection: InspectionId;
  answers: Record<string, DraftAnswer>;
};
/** What was written of a report so far. Where the phone stood then is not kept: it says nothing about now. */
export type Written = {
  kind: 'incident' | 'danger';
  category: string;
  checklist: string;
  item: string;
  cell: string;
  text: string;
  address: string;
  photo?: Blob | undefined;
};
/** A report that is being written, one a person. It lies among the drafts of visits, where no visit is. */
export type ReportDraft = { person: PersonId; inspection: typeof REPORT; written: Written };
export const REPORT = 'report';

export type DraftAnswer = { ok: boolean; note?: string; photo?: Blob };

/** What an answer left behind, for the time without a line. */
export type Remembered<T> = {
  value: T;
  etag?: string;
  /** The device's clock when it was asked for, ms since 1970. */
  askedAt: number;
};

/**
 * What this device keeps: taps, drafts, and the last answers. Everything resolves once it is on the
 * device's disk, so that closing the page loses nothing that was said to be kept.
 */
export type Device = {
  /** A person's taps in their order. */
  queue(person: PersonId): Promise<Queue>;
  /** Puts a tap at the end of its person's queue; its draft, if it came from one, is gone with it. */
  add(action: NewAction, draft?: InspectionId | typeof REPORT): Promise<Action>;
  /** Replaces one person's queue by what a pure step made of it; what was added meanwhile stays. */
  change(person: PersonId, step: (queue: Queue) => Queue): Promise<Queue>;
  draft(person: PersonId, inspection: InspectionId): Promise<VisitDraft | undefined>;
  report(person: PersonId): Promise<Written | undefined>;
  keepDraft(draft: VisitDraft | ReportDraft): Promise<void>;
  remembered<T>(key: string): Promise<Remembered<T> | undefined>;
  remember<T>(key: string, value: Remembered<T>): Promise<void>;
  forget(key: string): Promise<void>;
};
