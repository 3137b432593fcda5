import type { HandoverCommandName } from '#data/contract/commands/handover.ts';
import type { AreaId, HandoverId } from '#data/contract/ids.ts';
import type { Handover } from '#data/contract/shift.ts';
import { accepted } from '#data/kit/result.ts';
import type { AreaPack } from '#data/rules/cell-areas.ts';
import { allowedHandoverCommands, signHandover } from '#data/rules/decide-handover.ts';
import { handoverItems, handoverStood } from '#data/rules/handover-items.ts';
import type { Records } from '../../store/store.ts';
import { allAbout } from '../all-about.ts';
import { newId } from '../new-id.ts';
import { againstRule, noSuch } from '../refusal.ts';
import { isFor } from './of-area.ts';
import type { Found, Thing } from './thing.ts';

type Parts = { records: Records; pack: AreaPack };

/** `handoverCommands`, two signatures, and the drawing up from the board in place of one that waits for its own. */
export function handoverThing({ records, pack }: Parts): Thing<Handover> {
  return {
    called: 'hand-over',
    find(id, { board }, { how: { area } }) {
      const handover = board.handovers.get(id as HandoverId);
      return handover && isFor(area, handover) ? accepted(handover) : goneOrUnknown(id, area);
    },
    standing: (handover) => ({ allowed: allowedHandoverCommands(handover) }),
    exercise: (handover) => handover.exercise,
    // A newer one would have taken its place.
    subjects: () => ['handovers'],
    decide: (handover, said, _sight, { actor }) => signHandover(handover, said.name as HandoverCommandName, actor),
    async make(body, { board, now, tries }, { actor, how: { area } }) {
      const { text } = body as { text?: string };
      const id = newId<HandoverId>('h', { by: actor, now }, (taken) => board.handovers.has(taken), tries);
      const items = handoverItems(board, now, pack, area);
      const stood = handoverStood(items, board);
      const handover = { id, items, stood, ...(text !== undefined && { text }), ...(area !== undefined && { area }) };
      return accepted({ facts: [{ kind: 'handover.drawn-up', handover }], exercise: false });
    },
  };

  /** What is no longer on the board was signed by both, or a newer one took its place. */
  async function goneOrUnknown(id: string, area: AreaId | undefined): Promise<Found<Handover>> {
    const facts = await allAbout(records, 'handovers');
    const drawn = facts.find((fact) => fact.kind === 'handover.drawn-up' && fact.handover.id === id);
    if (drawn?.kind !== 'handover.drawn-up' || !isFor(area, drawn.handover)) return noSuch('hand-over');
    const wasTaken = facts.some(
      (fact) => fact.kind === 'handover.signed' && fact.handover === id && fact.as === 'taking',
    );
    return againstRule({ why: wasTaken ? 'taken-already' : 'replaced' }, { allowed: [] });
  }
}
