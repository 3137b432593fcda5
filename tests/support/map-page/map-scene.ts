import type { Board } from '#data/contract/board.ts';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { CellStatus } from '#data/contract/grid.ts';
import type { CellId, IncidentId, UnitId } from '#data/contract/ids.ts';
import { openStates, type Incident, type Priority } from '#data/contract/incident.ts';
import type { Unit } from '#data/contract/unit.ts';
import { seededRandom } from '#data/kit/random.ts';

const MINUTE = 60_000;

/** Open incidents, most of them routine, a third without an exact place, some overdue. */
export function sceneIncidents(pack: CityPack, count: number, now: number): Board['incidents'] {
  const random = seededRandom('incidents');
  const pick = <T>(items: readonly T[]) => items[Math.floor(random() * items.length)]!;
  // Streets pull: things happen where people are.
  const busy = pack.cells.filter(() => random() < 0.2);
  const incidents = new Map<IncidentId, Incident>();
  for (let i = 0; i < count; i++) {
    const chance = random();
    const priority: Priority = chance < 0.07 ? 1 : chance < 0.27 ? 2 : chance < 0.67 ? 3 : 4;
    const cell = pick(busy);
    const dwelling = random() < 0.35;
    const received = now - Math.floor(random() * 120) * MINUTE;
    const id = `incident-${i}` as IncidentId;
    incidents.set(id, {
      id,
      number: `XN26-${104_000 + i}`,
      rev: 1,
      state: pick(openStates),
      category: 'public-security/theft',
      priority,
      mode: 'reported',
      reportedAt: received,
      times: { received },
      due: random() < 0.2 ? { resolve: now - MINUTE } : { resolve: now + 90 * MINUTE },
      cell: cell.id,
      areas: [],
      offMap: false,
      dwelling,
      ...(!dwelling && {
        location: [cell.anchor[0] + (random() - 0.5) * 0.004, cell.anchor[1] + (random() - 0.5) * 0.003],
      }),
      assignments: [],
      exercise: true,
    });
  }
  return incidents;
}

export function sceneUnits(count: number, now: number): Board['units'] {
  const random = seededRandom('units');
  const units = new Map<UnitId, Unit>();
  for (let slot = 0; slot < count; slot++) {
    const chance = random();
    const id = `unit-${slot}` as UnitId;
    units.set(id, {
      id,
      slot,
      service: 'police',
      availability: 'available',
      reason: chance < 0.55 ? 'patrol' : chance < 0.75 ? 'enroute' : chance < 0.9 ? 'onscene' : 'meal',
      since: now,
      contact: random() < 0.08 ? 'offline' : 'live',
      contactSince: now,
      exercise: true,
    });
  }
  return units;
}

export function sceneCells(pack: CityPack): Map<CellId, CellStatus> {
  const random = seededRandom('cells');
  const statuses = new Map<CellId, CellStatus>();
  for (const { id } of pack.cells) {
    const chance = random();
    if (chance < 0.04) statuses.set(id, 'attention');
    else if (chance < 0.05) statuses.set(id, 'alert');
    else if (chance < 0.06) statuses.set(id, 'unstaffed');
  }
  return statuses;
}
