import type { Board } from '#data/contract/board.ts';
import type { HandoverDraft, HandoversAnswer } from '#data/contract/desk-api.ts';
import { emptyBoard } from '#data/contract/board.ts';
import type { LoggedFact } from '#data/contract/fact.ts';
import type { AreaId, HandoverId, Seq } from '#data/contract/ids.ts';
import type { Handover } from '#data/contract/shift.ts';
import { foldHandovers } from '#data/fold/fold-shift.ts';
import type { Clock } from '#data/kit/clock.ts';
import type { AreaPack } from '#data/rules/cell-areas.ts';
import { DAY } from '#data/rules/civil-day.ts';
import { handoverItems, newIn } from '#data/rules/handover-items.ts';
import type { FactLog, IncidentIndex, Records } from '../store/store.ts';
import { allAbout } from './all-about.ts';
import { createHandoverTally } from './handover-tally.ts';
import { lastSeqBefore } from './log-place.ts';
import { isFor } from './things/of-area.ts';

export type HandoverRecordParts = {
  log: Pick<FactLog, 'read' | 'place'>;
  records: Records;
  incidents: Pick<IncidentIndex, 'get'>;
  board: () => Board;
  clock: Clock;
  pack: AreaPack;
};

/** What there is to read before one signs. `area`: whose shift; absent = the city's. */
export type HandoverRecord = {
  draft(area?: AreaId): Promise<HandoverDraft>;
  /** The one that waits for signatures or one that has both, with how its items stood; null: it is none of these. */
  one(id: HandoverId, area?: AreaId): Promise<Handover | null>;
  /** Those with both signatures, newest first. @throws {RangeError} when the cursor is none that it gave. */
  past(page: { limit: number; cursor?: string | undefined }, area?: AreaId): Promise<HandoversAnswer>;
};

const PAGE = 200;
/** Where no shift was handed over before, the changes of a day are told. */
const FIRST_SHIFT = DAY;

export function createHandoverRecord(parts: HandoverRecordParts): HandoverRecord {
  const { log, records, board, clock, pack } = parts;
  const tally = createHandoverTally(parts);

  /** Every hand-over that is complete, newest first, with the seq of the fact that drew it up. */
  async function* complete(before?: Seq): AsyncGenerator<{ handover: Handover; seq: Seq }> {
    let signatures: LoggedFact[] = [];
    for (let from = before; ;) {
      const page = await records.about('handovers', { limit: PAGE, ...(from !== undefined && { before: from }) });
      for (const fact of page) {
        if (fact.kind !== 'handover.drawn-up') signatures.push(fact);
        else {
          const { id } = fact.handover;
          const own = signatures.filter((signed) => 'handover' in signed && signed.handover === id);
          const handover = foldHandovers(emptyBoard.handovers, [fact, ...own.toReversed()]).get(id);
          if (handover?.given && handover.taken) yield { handover, seq: fact.seq };
          signatures = signatures.filter((signed) => !own.includes(signed));
        }
      }
      from = page.at(-1)?.seq;
      if (page.length < PAGE) return;
    }
  }

  async function last(area: AreaId | undefined) {
    for await (const found of complete()) if (found.handover.area === area) return found;
    return null;
  }

  return {
    async draft(area) {
      const before = await last(area);
      const now = clock.now();
      const items = handoverItems(board(), now, pack, area);
      const from = before?.handover.drawnUp ?? now - FIRST_SHIFT;
      const after = before?.seq ?? (await lastSeqBefore(log, from));
      const { reported, ended } = await tally.since(after, area);
      const handed = before?.handover.items;
      const facts = await allSince(records, from, after);
      const made = new Set<string>();
      for (const fact of facts)
        if (fact.kind === 'shift.noted' && fact.entry.kind === 'promise' && fact.entry.area === area)
          made.add(fact.entry.id);
      const own = new Set<string>([...made, ...(handed?.promises ?? [])]);
      const kept = facts.filter((fact) => fact.kind === 'shift.promise-kept' && own.has(fact.entry));
      return {
        asOf: now,
        items,
        last: before && brief(before.handover),
        since: {
          from,
          reported,
          ended,
          newlyOverdue: newIn(items.overdue, handed?.overdue ?? []),
          newGaps: newIn(items.gaps, handed?.gaps ?? []),
          closedGaps: newIn(handed?.gaps ?? [], items.gaps),
          promisesMade: made.size,
          promisesKept: kept.length,
        },
      };
    },
    async one(id, area) {
      const own = (await allAbout(records, 'handovers')).filter(
        (fact) =>
          (fact.kind === 'handover.drawn-up' && fact.handover.id === id) ||
          (fact.kind === 'handover.signed' && fact.handover === id),
      );
      const handover = foldHandovers(emptyBoard.handovers, own).get(id);
      if (!handover || !isFor(area, handover)) return null;
      const isReplaced = handover.taken === undefined && !board().handovers.has(id);
      return isReplaced ? null : handover;
    },
    async past({ limit, cursor }, area) {
      const items: HandoversAnswer['items'] = [];
      let next: Seq | null = null;
      for await (const { handover, seq } of complete(cursor === undefined ? undefined : seqOf(cursor))) {
        if (area !== undefined && handover.area !== area) continue;
        if (items.length === limit) return { items, next: String(next) };
        items.push(brief(handover));
        next = seq;
      }
      return { items, next: null };
    },
  };
}

/** In a list: what each leaves is read with the hand-over itself. */
function brief({ stood: _stood, ...handover }: Handover): HandoversAnswer['items'][number] {
  return handover;
}

/** What was said in the shift log after a place in the log and from a moment on, newest first. */
async function allSince(records: Records, from: number, after: Seq): Promise<LoggedFact[]> {
  const found: LoggedFact[] = [];
  for (let before: Seq | undefined; ;) {
    const page = await records.about('shift', { limit: PAGE, from, ...(before !== undefined && { before }) });
    found.push(...page.filter(({ seq }) => seq > after));
    before = page.at(-1)?.seq;
    if (page.length < PAGE) return found;
  }
}

function seqOf(cursor: string): Seq {
  if (!/^[1-9]\d{0,14}$/.test(cursor)) throw new RangeError('this cursor was not given by this list');
  return Number(cursor) as Seq;
}
