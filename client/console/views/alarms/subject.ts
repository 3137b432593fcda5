import type { Alarm } from '#data/contract/alarm.ts';
import type { Board } from '#data/contract/board.ts';
import type { DangerId, IncidentId, UnitId } from '#data/contract/ids.ts';
import type { CityNames } from '#client/words/shared/city-names.ts';

/** What an alarm is about, as people call it; the place with it where there is one. */
export function subjectSaid({ subject, areas }: Alarm, board: Board, names: CityNames): string {
  const place = areas.at(-1);
  const at = place === undefined ? '' : ` · ${names.brief(place)}`;
  switch (subject.kind) {
    case 'incident': {
      const incident = board.incidents.get(subject.id as IncidentId);
      return incident ? `${incident.number} ${names.category(incident.category)}${at}` : `${subject.id}${at}`;
    }
    case 'unit':
      return `${names.unit(board.units.get(subject.id as UnitId) ?? { id: subject.id })}${at}`;
    case 'area':
      return names.area(subject.id);
    case 'danger': {
      const danger = board.dangers.get(subject.id as DangerId);
      return danger ? names.cell(danger.cell) : `${subject.id}${at}`;
    }
    case 'dispute':
      return place === undefined ? subject.id : names.brief(place);
    case 'cell':
      return names.cell(subject.id);
    case 'source':
      return `${subject.id}${at}`;
  }
}

/** The same of an alarm that may have gone: `called` is the call sign or the case number as it was. */
export function namedSubject(
  { subject, areas }: Pick<Alarm, 'subject' | 'areas'>,
  called: string | undefined,
  names: CityNames,
): string {
  const place = areas.at(-1);
  if (subject.kind === 'area') return names.area(subject.id);
  if (subject.kind === 'cell') return names.cell(subject.id);
  const at = place === undefined ? '' : ` · ${names.brief(place)}`;
  const id = subject.id;
  return `${subject.kind === 'unit' ? names.unit({ id, callSign: called }) : (called ?? id)}${at}`;
}

/** Where the subject is worked on: changes of the URL; null where no view has it. */
export function subjectPlace({ subject }: Alarm): Record<string, string | null> | null {
  switch (subject.kind) {
    case 'incident':
      return { view: 'queue', incident: subject.id, id: null, tab: null };
    case 'unit':
      return { view: 'units', unit: subject.id, id: null, tab: null };
    case 'cell':
      return { view: 'grid', id: subject.id, tab: null };
    case 'danger':
      return { view: 'grid', id: subject.id, tab: 'dangers' };
    case 'dispute':
      return { view: 'disputes', id: subject.id, tab: null };
    case 'area':
    case 'source':
      return null;
  }
}
