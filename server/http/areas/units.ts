import { ownSource } from '#data/contract/source.ts';
import { invalid, problem } from '#data/contract/problem.ts';
import { whys } from '#data/rules/decision.ts';
import { commandOf } from '../command.ts';
import { type Handlers, ok, refuse, reply } from '../handler.ts';
import type { HttpParts } from '../parts.ts';
import { boardRows, isEqual, isOneOf } from '../board-rows.ts';

/** The source under which the phones of duty crews send where they are. */

type Parts = Pick<HttpParts, 'board' | 'clock' | 'areas' | 'intake' | 'desk' | 'pack' | 'access'>;

/** The crews on the board, what is said to them, and where one is: said by one of them, and only while they are on duty. */
export function unitHandlers(parts: Parts): Handlers<'units'> {
  const { board, intake } = parts;
  const rows = boardRows(parts);

  return {
    listUnits: ({ query: { service, availability, contact, incident }, caller }) =>
      rows.list(
        'units',
        caller.view,
        undefined,
        () => (unit) =>
          unit.removed === undefined &&
          isOneOf(service, unit.service) &&
          isOneOf(availability, unit.availability) &&
          isOneOf(contact, unit.contact) &&
          isEqual(incident, unit.incident),
      ),

    readUnit({ params: { id }, caller }) {
      const unit = board().units.get(id);
      const [seen] = unit ? rows.seen('units', [unit], caller.view) : [];
      return seen ? ok(seen) : refuse(problem(404));
    },

    reportOwnPosition: {
      before({ params: { id }, caller }) {
        if (!board().units.has(id)) return refuse(problem(404));
        if (caller.person.unit === id) return null;
        return refuse(problem(403, 'only the crew itself says where it is', { why: 'no-right' }));
      },
      async answer({ params: { id }, body }) {
        const unit = board().units.get(id);
        if (!unit) return refuse(problem(404));
        if (unit.reason === 'offduty') return refuse(problem(409, whys['off-duty'], { why: 'off-duty' }));
        const from = { source: ownSource.phone, exercise: unit.exercise };
        const answer = await intake.positions(from, [{ ...body, unit: id }]);
        const [wrong] = answer.refused;
        return wrong ? refuse(invalid([faultOf(wrong.detail)])) : reply(202, answer);
      },
    },

    commandUnit: commandOf('unit', parts),
  };
}

/** `lon, lat: lies outside the city` as a pointer to its first field. */
function faultOf(detail: string): { pointer: string; detail: string } {
  const field = /^(\w+)[^:]*: /.exec(detail)?.[1];
  return { pointer: field === undefined ? '' : `/${field}`, detail };
}
