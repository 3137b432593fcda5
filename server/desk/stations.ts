import type { Board } from '#data/contract/board.ts';
import type { PersonId } from '#data/contract/ids.ts';
import type { Person } from '#data/contract/person.ts';
import type { Clock } from '#data/kit/clock.ts';
import type { Store } from '../store/store.ts';
import { createDisputeDesk, type DisputeDesk, type DisputeDeskParts } from './dispute-desk.ts';
import { createHandoverRecord, type HandoverRecord } from './handover-record.ts';
import { createKeeping, type KeepingParts } from './keeping.ts';
import { createShiftDesk, type ShiftDesk } from './shift-desk.ts';
import { createTurns } from './turns.ts';

/** What is decided beside the incidents: disputes, the log of the shift, its hand-over. */
export type Stations = { disputes: DisputeDesk; shift: ShiftDesk; handovers: HandoverRecord };

type Parts = {
  store: Pick<Store, 'log' | 'records' | 'incidents'>;
  board: () => Board;
  clock: Clock;
  pack: DisputeDeskParts['pack'];
  /** Whoever the register has of that id. */
  person: (id: PersonId) => Pick<Person, 'role' | 'left'> | undefined;
  isExercise?: KeepingParts['isExercise'];
};

export function createStations({ store, board, clock, pack, person, isExercise }: Parts): Stations {
  const { log, records, incidents } = store;
  const tools = { keeping: createKeeping({ log, clock, isExercise }), turns: createTurns() };
  const mayHandle = (id: PersonId) => {
    const known = person(id);
    return known !== undefined && !known.left && known.role !== 'analyst';
  };
  return {
    disputes: createDisputeDesk({ ...tools, records, board, clock, pack, mayHandle }),
    shift: createShiftDesk({ ...tools, records, incidents, board, clock, pack }),
    handovers: createHandoverRecord({ log, records, incidents, board, clock, pack }),
  };
}
