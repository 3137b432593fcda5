import type { CityPack } from '#data/contract/city-pack.ts';
import type { DangerCommand, FindDanger } from '#data/contract/commands/danger.ts';
import type { Danger } from '#data/contract/danger.ts';
import type { DangerId, PhotoId } from '#data/contract/ids.ts';
import { accepted, refused } from '#data/kit/result.ts';
import { areasOfCell, type AreaPack } from '#data/rules/cell-areas.ts';
import { dangerCommandsFor, decideDanger } from '#data/rules/decide-danger.ts';
import { decideFinding } from '#data/rules/decide-inspection.ts';
import { noSuch } from '../refusal.ts';
import { dangerIds } from './danger-ids.ts';
import type { Thing } from './thing.ts';

type Parts = {
  pack: AreaPack & Pick<CityPack, 'checklists'> & { organisations?: readonly { id: string }[] };
  /** Whether a photo of that id is kept. */
  photoIsKept: (id: PhotoId) => Promise<boolean>;
};

/** `dangerCommands`, and what is found between two visits. */
export function dangerThing({ pack, photoIsKept }: Parts): Thing<Danger> {
  return {
    called: 'danger',
    find(id, { board }) {
      const row = board.dangers.get(id as DangerId);
      return row ? accepted(row) : noSuch('danger');
    },
    standing: (row) => ({ state: row.state, rev: row.rev, allowed: dangerCommandsFor(row) }),
    exercise: (row) => row.exercise,
    // Who holds a post of its cell may work on it.
    subjects: (_said, row) => (row ? [`cell/${row.cell}`] : []),
    notBefore: (row) => row?.since ?? 0,
    decide: (row, said, { now }, { actor }) => decideDanger(row, said as DangerCommand, { actor, now, pack }),
    async make(body, { board, now, tries }, { actor, how: { area } }) {
      const found = body as FindDanger;
      // A cell that the finder may not know of is none.
      if (area !== undefined && !areasOfCell(found.cell, pack).includes(area))
        return refused({ why: 'cell-unknown', pointer: '/cell' });
      if (found.photo && !(await photoIsKept(found.photo))) return refused({ why: 'photo-unknown', pointer: '/photo' });
      const idFor = dangerIds(board, `${actor.kind}:${actor.id}:${found.cell}:${now}`, tries);
      const decided = decideFinding(found, { pack, idFor });
      return decided.ok ? accepted({ facts: decided.value, exercise: false }) : decided;
    },
  };
}
