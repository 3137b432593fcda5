import type { Board } from '#data/contract/board.ts';
import type { DisputesAnswer } from '#data/contract/desk-api.ts';
import type { DisputeState } from '#data/contract/dispute.ts';
import type { PersonId } from '#data/contract/ids.ts';
import { OrganisationId } from '#data/contract/ids.ts';
import { problem } from '#data/contract/problem.ts';
import type { ShiftEntry } from '#data/contract/shift.ts';
import type { View } from '#data/contract/view.ts';
import { redactBoard } from '#data/rules/audience.ts';
import { allowedDisputeCommands } from '#data/rules/dispute-cycle.ts';
import { cellStatuses } from '#data/rules/grid-status.ts';
import { byUrgency } from '#data/rules/urgency.ts';
import { areaAsked } from '../area-asked.ts';
import { commandOf, creationOf } from '../command.ts';
import { actorOf } from '../guard.ts';
import { type Handlers, ok, refuse } from '../handler.ts';
import type { HttpParts } from '../parts.ts';

type Parts = Pick<
  HttpParts,
  'access' | 'disputes' | 'handovers' | 'board' | 'clock' | 'pack' | 'areas' | 'analysis' | 'desk'
>;

/** The dispute station, the shift log and the hand-over, and one community in one answer. */
export function stationHandlers(parts: Parts): Handlers<'station'> {
  const { access, disputes, handovers, board, clock, pack, areas, analysis } = parts;
  const { audit } = access;

  return {
    async listDisputes({ caller }) {
      const actor = actorOf(caller);
      const items = actor.kind === 'person' ? disputes.handledBy(actor.id as PersonId) : [];
      if (items.length > 0) await audit.looked(actor, 'dispute', 'own');
      return ok({ asOf: clock.now(), counts: countDisputes(board(), caller.view), items });
    },

    async readDispute({ params: { id }, caller }) {
      const file = await disputes.read(id, caller.person.id);
      if (!file) return refuse(problem(404));
      await audit.looked(actorOf(caller), 'dispute', id);
      const { dispute, timeline } = file;
      return ok({ ...dispute, timeline, allowed: allowedDisputeCommands(dispute) }, { etag: `"${dispute.rev}"` });
    },

    registerDispute: creationOf('dispute', parts),
    commandDispute: commandOf('dispute', parts),

    /** Whose shift it is follows from the area of responsibility of whoever asks. */
    readShift({ caller: { person } }) {
      const { area } = person;
      const isShown = (entry: ShiftEntry) => area === undefined || entry.area === undefined || entry.area === area;
      const entries = [...board().shift.values()].filter(isShown).sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1));
      return ok({ asOf: clock.now(), entries });
    },

    noteShift: creationOf('shift', parts),
    commandShift: commandOf('shift', parts),

    readHandoverDraft: async ({ caller }) => ok(await handovers.draft(caller.person.area)),
    async readHandover({ params: { id }, caller }) {
      const handover = await handovers.one(id, caller.person.area);
      return handover ? ok(handover) : refuse(problem(404));
    },
    listHandovers: async ({ query, caller }) => ok(await handovers.past(query, caller.person.area)),
    drawUpHandover: creationOf('handover', parts),
    commandHandover: commandOf('handover', parts),

    readCommunity({ params: { id }, caller: { view } }) {
      // One that lies beyond the caller's area is as unknown as one that is not.
      if (areas.area(id)?.level !== 'community' || !areaAsked(id, view, areas).ok) return refuse(problem(404));
      const now = clock.now();
      const seen = redactBoard(board(), { name: view.name, area: id }, areas.pathOf);
      const statuses = cellStatuses(seen, now);
      return ok({
        asOf: now,
        community: id,
        incidents: byUrgency(seen.incidents.values(), now),
        inspections: [...seen.inspections.values()].sort((a, b) => a.due - b.due),
        dangers: [...seen.dangers.values()].sort((a, b) => (a.due ?? a.found) - (b.due ?? b.found)),
        alarms: [...seen.alarms.values()].sort((a, b) => a.priority - b.priority || a.raised - b.raised),
        cells: areas.cellsOf(id).map((cell) => ({
          ...(seen.cells.get(cell) ?? { id: cell, staffed: true }),
          status: statuses.get(cell) ?? 'normal',
        })),
        disputes: countDisputes(seen, { area: id }),
        ...analysis.weeks({ area: id }),
        organisations: pack.organisations
          .filter(({ area }) => area === id)
          .map((organisation) => OrganisationId.parse(organisation.id)),
      });
    },
  };
}

/** By stage, with the time at which the oldest of each reached it. */
function countDisputes({ disputes }: Pick<Board, 'disputes'>, { area }: Pick<View, 'area'>): DisputesAnswer['counts'] {
  const counts = new Map<DisputeState, { count: number; oldest: number }>();
  for (const { state, since, areas } of disputes.values()) {
    if (area !== undefined && !areas.includes(area)) continue;
    const { count = 0, oldest = since } = counts.get(state) ?? {};
    counts.set(state, { count: count + 1, oldest: Math.min(oldest, since) });
  }
  return [...counts].map(([state, count]) => ({ state, ...count }));
}
