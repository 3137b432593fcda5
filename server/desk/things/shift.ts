import type { NoteShift } from '#data/contract/commands/shift.ts';
import type { ShiftEntryId } from '#data/contract/ids.ts';
import type { ShiftEntry } from '#data/contract/shift.ts';
import { accepted, refused } from '#data/kit/result.ts';
import { keepPromise, noteShift } from '#data/rules/decide-shift.ts';
import type { IncidentIndex, Records } from '../../store/store.ts';
import { allAbout } from '../all-about.ts';
import { newId } from '../new-id.ts';
import { againstRule, noSuch } from '../refusal.ts';
import { isFor } from './of-area.ts';
import type { Thing } from './thing.ts';

type Parts = { records: Records; incidents: Pick<IncidentIndex, 'get'> };

/** `shiftCommands`, and new lines of the shift log. */
export function shiftThing({ records, incidents }: Parts): Thing<ShiftEntry> {
  const called = 'line of the shift log';
  return {
    called,
    async find(id, { board }, { how: { area } }) {
      const entry = board.shift.get(id as ShiftEntryId);
      if (entry) return isFor(area, entry) ? accepted(entry) : noSuch(called);
      const isKept = (await allAbout(records, 'shift')).some(
        (fact) => fact.kind === 'shift.promise-kept' && fact.entry === id,
      );
      return isKept ? againstRule({ why: 'kept-already' }) : noSuch(called);
    },
    exercise: (entry) => entry.exercise,
    decide: (entry, said) => keepPromise(entry, said.body as { text?: string }),
    async make(body, { board, now, tries }, { actor, how: { area } }) {
      const said = body as NoteShift;
      const incident = said.incident === undefined ? undefined : await incidents.get(said.incident);
      const isThere = incident && (area === undefined || incident.areas.includes(area));
      if (said.incident !== undefined && !isThere) return refused({ why: 'incident-unknown', pointer: '/incident' });
      const id = newId<ShiftEntryId>('s', { by: actor, now, body: said }, (taken) => board.shift.has(taken), tries);
      const decided = noteShift(said, { id, area, now });
      return decided.ok ? accepted({ facts: decided.value, exercise: incident?.exercise ?? false }) : decided;
    },
  };
}
