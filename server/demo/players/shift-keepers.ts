import type { Actor } from '#data/contract/actor.ts';
import type { Board } from '#data/contract/board.ts';
import type { ShiftEntryId } from '#data/contract/ids.ts';
import type { Handover, ShiftEntry } from '#data/contract/shift.ts';
import { DAY, HOUR, MINUTE } from '#data/rules/civil-day.ts';
import { localDay, type Offset } from '#data/rules/zone.ts';
import type { Dice } from '../chance.ts';
import type { Drill } from '../orders.ts';
import { signedInAs } from './people.ts';
import type { Player } from '../player.ts';

type Parts = {
  board: () => Board;
  drill: Drill;
  dice: Dice;
  /** Of the city's zone. */
  offset: Offset;
  /** Shifts are of interest to those who look now. */
  from: number;
};

/** Local times of day at which one shift hands over to the next. */
const CHANGES = [7.5 * HOUR, 15.5 * HOUR, 23.5 * HOUR];
/** How long before the change the hand-over is drawn up. */
const BEFORE_CHANGE = 10 * MINUTE;
const NOTE_EVERY = 100 * MINUTE;
/** Of the lines, the share that promises something; of the promises, the share that is kept late. */
const PROMISES = 0.3;
const KEPT_LATE = 0.2;

const giver: Actor = { kind: 'person', id: signedInAs('supervisor2') };
const taker: Actor = { kind: 'person', id: signedInAs('supervisor') };

const notes = [
  'Radio of the northern relay checked, all heard.',
  'Two crews lent to the market until its end.',
  'Rain on the ring road, more time to every call.',
  'The hotline is one seat short until noon.',
  'A school asks for a crossing guard tomorrow.',
];
const promises = [
  'Ring the property company back about the lift.',
  'Tell the sub-district when the street is free again.',
  'Send the list of open water cases to the waterworks.',
];

/** The supervisors of the demo keep the log of their shift and hand over: the last hand-over waits for whoever takes it. */
export function createShiftKeepers({ board, drill, dice, offset, from }: Parts): Player {
  const LOG = 'log';
  const CHANGE = 'change';

  return {
    *subjects() {
      yield* [LOG, CHANGE];
      for (const entry of board().shift.values()) if (isPromise(entry)) yield entry.id;
    },
    concerns(fact) {
      if (fact.kind === 'shift.noted') return fact.entry.id;
      return fact.kind.startsWith('handover.') ? CHANGE : undefined;
    },
    plan(id, now) {
      if (id === LOG) return Math.max(now, lastLine() + NOTE_EVERY * (0.5 + dice(`line/${lastLine()}`)));
      if (id === CHANGE) return Math.max(now, changeAfter(lastDrawn()?.drawnUp ?? from));
      const entry = board().shift.get(id as ShiftEntryId);
      return entry && isPromise(entry) ? Math.max(now, keptAt(entry)) : null;
    },
    async act(id, now) {
      if (id === LOG) return (await writeLine(now)) ? undefined : HOUR;
      if (id === CHANGE) return now < changeAfter(lastDrawn()?.drawnUp ?? from) || (await change()) ? undefined : HOUR;
      const kept = await drill(giver, 'shift', id, 'kept', { text: 'Exercise: done' });
      if (!kept.ok) return HOUR;
    },
  };

  async function writeLine(now: number): Promise<boolean> {
    const u = dice(`line/${now}/kind`);
    // Something is always promised, so that a hand-over has something to tell.
    const isAPromise = u < PROMISES || ![...board().shift.values()].some(isPromise);
    const from = isAPromise ? promises : notes;
    const said = from[Math.floor(dice(`line/${now}/text`) * from.length)]!;
    const body = {
      kind: isAPromise ? 'promise' : 'note',
      text: `Exercise: ${said}`,
      ...(isAPromise && { due: Math.ceil(now + (6 + 12 * dice(`line/${now}/due`)) * HOUR) }),
    };
    return (await drill(u < 0.5 ? giver : taker, 'shift', null, 'note', body)).ok;
  }

  /** What still waited is taken, then the next one is drawn up and given. */
  async function change(): Promise<boolean> {
    // One that somebody else has drawn up waits for its own signatures.
    const papers = [...board().handovers.values()];
    if (papers.some(({ exercise, area, taken }) => !exercise && area === undefined && !taken)) return false;
    const waiting = papers.find((paper) => isOurs(paper) && paper.given && !paper.taken);
    if (waiting?.given?.by?.id === giver.id) await drill(taker, 'handover', waiting.id, 'take', {});
    const text = 'Exercise: a quiet shift, see the promises.';
    const drawn = await drill(giver, 'handover', null, 'draw-up', { text });
    if (!drawn.ok) return false;
    return (await drill(giver, 'handover', drawn.value.id, 'give', {})).ok;
  }

  function lastLine(): number {
    let last = from;
    for (const { at, exercise } of board().shift.values()) if (exercise && at > last) last = at;
    // A hand-over clears the lines that it covers, and is followed by one.
    return Math.max(last, lastDrawn()?.drawnUp ?? from);
  }

  function lastDrawn(): Handover | undefined {
    return [...board().handovers.values()].filter(isOurs).sort((a, b) => b.drawnUp - a.drawnUp)[0];
  }

  /** The first moment after `t` at which a hand-over is drawn up. */
  function changeAfter(t: number): number {
    for (let day = localDay(offset, t); ; day++)
      for (const change of CHANGES) {
        const local = day * DAY + change - BEFORE_CHANGE;
        const at = local - offset(local);
        if (at > t) return at;
      }
  }

  function keptAt({ id, at, due = at }: ShiftEntry): number {
    const late = dice(`${id}/late`) < KEPT_LATE;
    return late ? due + 90 * MINUTE : at + (due - at) * (0.3 + 0.6 * dice(`${id}/kept`));
  }
}

const isOurs = ({ exercise, area }: Handover) => exercise && area === undefined;
const isPromise = ({ kind, exercise, area }: ShiftEntry) => kind === 'promise' && exercise && area === undefined;
