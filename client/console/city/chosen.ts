import type { Board } from '#data/contract/board.ts';
import type { Incident } from '#data/contract/incident.ts';
import type { Unit } from '#data/contract/unit.ts';
import type { Chosen } from '#client/map/chosen/chosen.ts';

export type ChosenRows = { incident: Incident | null; unit: Unit | null; crews: readonly Unit[] };

/** What the address chooses (`?incident=i7&unit=u3`), as far as the board has it, and who is sent to the incident. */
export function chosenRows(
  query: Readonly<Record<string, string>>,
  { incidents, units }: Pick<Board, 'incidents' | 'units'>,
): ChosenRows {
  const incident = [...incidents.values()].find(({ id }) => id === query['incident']) ?? null;
  const unit = [...units.values()].find(({ id }) => id === query['unit']) ?? null;
  const crews = incident?.assignments.flatMap(({ unit: id }) => units.get(id) ?? []) ?? [];
  return { incident, unit, crews };
}

/** The same as the map takes it. */
export const chosenOnMap = ({ incident, unit, crews }: ChosenRows): Chosen => ({
  incident: incident?.id ?? null,
  unit: unit?.slot ?? null,
  crews: crews.map(({ slot }) => slot),
});
