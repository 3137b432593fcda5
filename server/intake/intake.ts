import type { PositionsAnswer, ReportOutcome } from '#data/contract/api.ts';
import type { ChannelName } from '#data/contract/channel.ts';
import type { CapAnswer } from '#data/contract/bulletin.ts';
import type { Problem } from '#data/contract/problem.ts';
import type { Result } from '#data/kit/result.ts';
import type { Actor } from '#data/contract/actor.ts';
import type { AreaId, SourceName, UnitId } from '#data/contract/ids.ts';

/**
 * Who is at the door: a registered source, and whether what it says is an exercise. `by` stands on
 * record instead of the source where a person of ours reports. `units`: the only ones that it may speak for.
 * `areas`: of which a report is that has no place in a cell. `answer`: whoever reports through it is told what becomes of it, and gets a key to ask.
 */
export type Sender = {
  source: SourceName;
  exercise: boolean;
  by?: Actor;
  units?: readonly string[] | undefined;
  /** Through which channel it comes; the demo and imports come through none. */
  channel?: ChannelName;
  answer?: 'owed';
  areas?: readonly AreaId[];
};

/**
 * As it came. `charset`: of its `Content-Type`. `within`: only what touches one of these areas of the city (none: any of
 * it) is taken, and what changes or ends something that is on the board.
 */
export type CapDocument = { bytes: Uint8Array; charset?: string | undefined; within?: readonly AreaId[] };
/** Kept now (201), or known before or not for the board (200). */
export type TakenAlert = { status: 200 | 201; answer: CapAnswer };

/** Told of each item that is refused at the door; `reason` is the first field that is wrong. */
export type RefusedOne = (sender: Sender, what: 'incidents' | 'positions' | 'alerts', reason: string) => void;

/**
 * The one door through which everything comes in: every channel, the demo, replays. Each item is checked, placed in
 * a grid cell and kept, or refused with a reason; one bad item never spoils the others. Throws `StoreUnavailable` when nothing can be kept.
 */
export type Intake = {
  /** Outcomes in the order of the reports. */
  report(sender: Sender, reports: readonly unknown[]): Promise<ReportOutcome[]>;
  /** Resolves after the fixes are kept. Units seen for the first time are registered. */
  positions(sender: Sender, fixes: readonly unknown[]): Promise<PositionsAnswer>;
  /** One CAP document, which becomes a bulletin, changes one or ends one. */
  alert(sender: Sender, document: CapDocument): Promise<Result<TakenAlert, Problem>>;
  /** Their devices are there no more: out of contact until they are heard anew. Units that nobody knows are passed over. */
  leave(sender: Sender, units: readonly UnitId[]): void;
};
