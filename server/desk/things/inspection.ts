import type { CityPack } from '#data/contract/city-pack.ts';
import type { InspectionCommand } from '#data/contract/commands/inspection.ts';
import type { Inspection } from '#data/contract/grid.ts';
import type { InspectionId, PhotoId } from '#data/contract/ids.ts';
import { accepted, refused } from '#data/kit/result.ts';
import type { AreaPack } from '#data/rules/cell-areas.ts';
import { decideInspection } from '#data/rules/decide-inspection.ts';
import { noSuch } from '../refusal.ts';
import { dangerIds } from './danger-ids.ts';
import type { Thing } from './thing.ts';

type Parts = {
  pack: AreaPack & Pick<CityPack, 'checklists'>;
  /** Whether a photo of that id is kept. */
  photoIsKept: (id: PhotoId) => Promise<boolean>;
};

/** `inspectionCommands`: visits of cells. */
export function inspectionThing({ pack, photoIsKept }: Parts): Thing<Inspection> {
  return {
    called: 'inspection',
    find(id, { board }) {
      const row = board.inspections.get(id as InspectionId);
      return row ? accepted(row) : noSuch('inspection');
    },
    // Who holds a post of its cell may pay it.
    subjects: (_said, row) => (row ? [`cell/${row.cell}`] : []),
    notBefore: (row) => row?.fellDue ?? 0,
    async decide(row, said, { board, tries }) {
      const command = said as InspectionCommand;
      for (const [i, { photo }] of (command.body.answers ?? []).entries())
        if (photo && !(await photoIsKept(photo)))
          return refused({ why: 'photo-unknown', pointer: `/answers/${i}/photo` });
      return decideInspection(row, command, { pack, idFor: dangerIds(board, row.id, tries) });
    },
  };
}
