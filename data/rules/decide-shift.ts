import type { NoteShift } from '../contract/commands/shift.ts';
import type { AreaId, ShiftEntryId } from '../contract/ids.ts';
import type { ShiftEntry } from '../contract/shift.ts';
import { accepted, refused } from '../kit/result.ts';
import type { Decided } from './decision.ts';

/** A new line of the shift log: a note, or a promise with the time by which it will be kept. */
export function noteShift(
  { kind, text, due, incident }: NoteShift,
  { id, area, now }: { id: ShiftEntryId; area?: AreaId | undefined; now: number },
): Decided {
  if (kind === 'promise' && due === undefined) return refused({ why: 'due-missing', pointer: '/due' });
  if (kind === 'note' && due !== undefined) return refused({ why: 'due-of-note', pointer: '/due' });
  if (due !== undefined && due <= now) return refused({ why: 'until-past', pointer: '/due' });
  const entry = {
    id,
    kind,
    text,
    ...(due !== undefined && { due }),
    ...(incident !== undefined && { incident }),
    ...(area !== undefined && { area }),
  };
  return accepted([{ kind: 'shift.noted', entry }]);
}

export function keepPromise({ id, kind }: ShiftEntry, { text }: { text?: string | undefined }): Decided {
  if (kind !== 'promise') return refused({ why: 'not-promise' });
  return accepted([{ kind: 'shift.promise-kept', entry: id, ...(text !== undefined && { text }) }]);
}
