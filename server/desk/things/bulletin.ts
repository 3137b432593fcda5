import type { Bulletin } from '#data/contract/bulletin.ts';
import type { BulletinCommand, IssueBulletin } from '#data/contract/commands/bulletin.ts';
import type { BulletinId } from '#data/contract/ids.ts';
import { accepted } from '#data/kit/result.ts';
import {
  type BulletinContext,
  bulletinCommandsFor,
  decideBulletin,
  issueBulletin,
} from '#data/rules/decide-bulletin.ts';
import { newId } from '../new-id.ts';
import { noSuch } from '../refusal.ts';
import type { Asked, Sight, Thing } from './thing.ts';

/** `bulletinCommands`, and what the centre itself announces. */
export function bulletinThing({ pack }: Pick<BulletinContext, 'pack'>): Thing<Bulletin> {
  const context = ({ board, now, tries }: Sight, { actor, how: { area } }: Asked): BulletinContext => ({
    now,
    pack,
    area,
    idFor: (said) => newId<BulletinId>('b', { by: actor, now, said }, (taken) => board.bulletins.has(taken), tries),
  });
  return {
    called: 'bulletin',
    find(id, { board }, { how: { area } }) {
      const row = board.bulletins.get(id as BulletinId);
      const isTheirs = row && (area === undefined || row.areas.includes(area) || isEverywhere(row));
      return isTheirs ? accepted(row) : noSuch('bulletin');
    },
    standing: (row) => ({ rev: row.rev, allowed: bulletinCommandsFor(row) }),
    exercise: (row) => row.exercise,
    decide: (row, said, sight, asked) => decideBulletin(row, said as BulletinCommand, context(sight, asked)),
    async make(body, sight, asked) {
      const decided = issueBulletin(body as IssueBulletin, context(sight, asked));
      return decided.ok ? accepted({ facts: decided.value, exercise: false }) : decided;
    },
  };
}

const isEverywhere = ({ areas, elsewhere }: Bulletin) => areas.length === 0 && !elsewhere;
