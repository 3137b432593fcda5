import { type Board, emptyBoard } from '../contract/board.ts';
import type { ToldBulletin } from '../contract/bulletin.ts';
import type { Work } from '../contract/desk-api.ts';
import type { CellId } from '../contract/ids.ts';
import type { Person } from '../contract/person.ts';
import { redactBoard, redactIncident } from './audience.ts';
import { bulletinsNow } from './bulletins-now.ts';
import { isOwnVisit, holdsPost, isWorkOf, type RightsContext } from './rights.ts';

/**
 * Everything that waits for somebody: the incidents of their unit and their organisation, and the
 * visits, dangers and cells that they answer for. Whoever it is, they get it as an officer sees it:
 * who reported is not on their phone.
 */
export function workOf(
  person: Person,
  board: Board,
  { now, pack }: Omit<RightsContext, 'board'>,
): Omit<Work, 'asOf' | 'seq'> {
  const context = { board, now, pack };
  const isOwnCell = (cell: CellId) => holdsPost(person, cell, context);
  const unit = person.unit === undefined ? undefined : board.units.get(person.unit);
  const { organisation } = person;
  return {
    person,
    ...(unit && { unit }),
    incidents: [...board.incidents.values()]
      .filter((incident) => isWorkOf(person, incident))
      .map((incident) => redactIncident(incident, { name: 'officer' })),
    inspections: [...board.inspections.values()].filter((inspection) => isOwnVisit(person, inspection, context)),
    dangers: [...board.dangers.values()].filter(
      (danger) => isOwnCell(danger.cell) || (organisation !== undefined && danger.organisation === organisation),
    ),
    cells: [...board.cells.values()].filter(({ id }) => isOwnCell(id)),
    bulletins: bulletinsFor(person, board, now),
  };
}

function bulletinsFor({ area }: Person, { bulletins }: Board, now: number): ToldBulletin[] {
  const seen = redactBoard({ ...emptyBoard, bulletins }, { name: 'officer', ...(area !== undefined && { area }) });
  return bulletinsNow(seen.bulletins.values(), now).map(
    ({ id, rev, severity, texts, deskTexts, expires, exercise, acknowledged }) => ({
      id,
      rev,
      severity,
      texts,
      ...(deskTexts && { deskTexts }),
      expires,
      exercise,
      acknowledged: acknowledged !== undefined,
    }),
  );
}
