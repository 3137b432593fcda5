import type { CityPack } from '#data/contract/city-pack.ts';
import type { DisputeCommand, RegisterDispute } from '#data/contract/commands/dispute.ts';
import type { DisputeId, PersonId } from '#data/contract/ids.ts';
import { accepted } from '#data/kit/result.ts';
import { caseSeries } from '#data/fold/case-number.ts';
import { areasOfCell, type AreaPack } from '#data/rules/cell-areas.ts';
import { civilDate } from '#data/rules/civil-day.ts';
import { decideDispute, registerDispute } from '#data/rules/decide-dispute.ts';
import { allowedDisputeCommands } from '#data/rules/dispute-cycle.ts';
import type { HandledDispute } from '#data/rules/dispute-facts.ts';
import { localDay, zoneOffset } from '#data/rules/zone.ts';
import type { Records } from '../../store/store.ts';
import { handledDispute } from '../dispute-files.ts';
import { newId } from '../new-id.ts';
import { noSuch } from '../refusal.ts';
import type { Thing } from './thing.ts';

type Parts = {
  records: Records;
  pack: AreaPack & { city: Pick<CityPack['city'], 'timeZone' | 'caseSeries'> };
  /** Somebody of the register who works here still, with a role of officer or above. */
  mayHandle: (person: PersonId) => boolean;
};

/** `disputeCommands`, for the handlers of a case: to everybody else it does not exist. */
export function disputeThing({ records, pack, mayHandle }: Parts): Thing<HandledDispute> {
  const { timeZone, caseSeries: prefix } = pack.city;
  const offset = zoneOffset(timeZone);
  return {
    called: 'dispute',
    async find(id, { board }, { actor }) {
      const row = actor.kind === 'person' ? await handledDispute({ board, records }, id, actor.id) : null;
      return row ? accepted(row) : noSuch('dispute');
    },
    standing: (row) => ({ state: row.state, rev: row.rev, allowed: allowedDisputeCommands(row) }),
    exercise: (row) => row.exercise,
    decide: (row, said, { now }) => decideDispute(row, said as DisputeCommand, { now, timeZone, mayHandle }),
    /** Who registers it is its first handler. */
    async make(body, { board, now, tries }, { actor, how: { area } }) {
      if (actor.kind !== 'person') throw new Error('a dispute is registered by a person');
      const said = body as RegisterDispute;
      const areas = areasOfCell(said.cell, pack);
      const decided = registerDispute(said, {
        id: newId<DisputeId>('k', { actor, now, body: said }, (id) => board.disputes.has(id), tries),
        // A cell that they may not know of is none.
        areas: area === undefined || areas.includes(area) ? areas : [],
        series: caseSeries(prefix, civilDate(localDay(offset, now)).year),
        by: actor.id as PersonId,
      });
      return decided.ok ? accepted({ facts: decided.value, exercise: false }) : decided;
    },
  };
}
