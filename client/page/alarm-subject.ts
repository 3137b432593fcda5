import type { Alarm } from '#data/contract/alarm.ts';
import type { Board } from '#data/contract/board.ts';
import type { IncidentId, UnitId } from '#data/contract/ids.ts';
import type { CityNames } from '#client/words/shared/city-names.ts';

/** What an alarm is about, as people call it: a place, a call sign, else the number. */
export function alarmSubject({ subject, areas }: Alarm, board: Board, names: CityNames): string {
  if (subject.kind === 'unit') return names.unit(board.units.get(subject.id as UnitId) ?? { id: subject.id });
  if (subject.kind === 'cell') return names.cell(subject.id);
  const smallest = areas.at(-1);
  if (subject.kind === 'incident') {
    const number = board.incidents.get(subject.id as IncidentId)?.number ?? subject.id;
    return smallest === undefined ? number : names.brief(smallest);
  }
  return smallest === undefined ? subject.id : names.brief(smallest);
}
