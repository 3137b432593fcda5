import type { CityPack } from '#data/contract/city-pack.ts';
import type { PersonId, PhotoId } from '#data/contract/ids.ts';
import type { Person } from '#data/contract/person.ts';
import type { AreaPack } from '#data/rules/cell-areas.ts';
import type { LimitPack } from '#data/rules/time-limits.ts';
import type { Store } from '../store/store.ts';
import { createGive, type Give, type GiveParts } from './give.ts';
import { alarmRuleThing } from './things/alarm-rule.ts';
import { alarmThing } from './things/alarm.ts';
import { bulletinThing } from './things/bulletin.ts';
import { cellThing } from './things/cell.ts';
import { dangerThing } from './things/danger.ts';
import { disputeThing } from './things/dispute.ts';
import { handoverThing } from './things/handover.ts';
import { incidentThing } from './things/incident.ts';
import { inspectionThing } from './things/inspection.ts';
import { shiftThing } from './things/shift.ts';
import { unitThing } from './things/unit.ts';

/** Where people decide: every command is checked, kept as facts and answered once these are on the disk. */
export type Desk = { give: Give };

export type DeskParts = Omit<GiveParts, 'things'> & {
  incidents: Pick<Store['incidents'], 'get'>;
  records: Store['records'];
  pack: LimitPack & AreaPack & Pick<CityPack, 'checklists' | 'city' | 'services'>;
  /** Whoever the register has of that id. */
  person: (id: PersonId) => Pick<Person, 'role' | 'left'> | undefined;
  /** Whether a photo of that id is kept. */
  photoIsKept: (id: PhotoId) => Promise<boolean>;
};

export function createDesk({ incidents, records, pack, person, photoIsKept, ...parts }: DeskParts): Desk {
  const worker = (id: PersonId) => {
    const known = person(id);
    return known && !known.left ? known : undefined;
  };
  const mayHandle = (id: PersonId) => (worker(id)?.role ?? 'analyst') !== 'analyst';
  return {
    give: createGive({
      ...parts,
      things: {
        incident: incidentThing({ incidents, pack, photoIsKept }),
        unit: unitThing({ pack }),
        alarm: alarmThing,
        'alarm-rule': alarmRuleThing,
        inspection: inspectionThing({ pack, photoIsKept }),
        cell: cellThing({ pack, personIsKnown: async (id) => worker(id) !== undefined }),
        danger: dangerThing({ pack, photoIsKept }),
        dispute: disputeThing({ records, pack, mayHandle }),
        shift: shiftThing({ records, incidents }),
        bulletin: bulletinThing({ pack }),
        handover: handoverThing({ records, pack }),
      },
    }),
  };
}
