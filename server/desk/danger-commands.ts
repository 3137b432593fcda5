import { createHash } from 'node:crypto';
import type { Board } from '#data/contract/board.ts';
import { dangerCommands, type DangerCommand, FindDanger } from '#data/contract/commands/danger.ts';
import { inspectionCommands, type InspectionCommand } from '#data/contract/commands/inspection.ts';
import type { DangerId, InspectionId, PhotoId } from '#data/contract/ids.ts';
import type { Clock } from '#data/kit/clock.ts';
import { accepted } from '#data/kit/result.ts';
import { dangerCommandsFor, decideDanger } from '#data/rules/decide-danger.ts';
import { decideFinding, decideInspection } from '#data/rules/decide-inspection.ts';
import type { Fault } from '#data/rules/decision.ts';
import type { DeskPack } from './desk.ts';
import type { Given } from './keeping.ts';
import { againstRule, invalidBody, noRight } from './refusal.ts';
import { type Answer, type DeskTools, keepOne, receiptOf, thingDesk, type ThingDesk } from './thing-desk.ts';

type Parts = DeskTools & {
  board: () => Board;
  clock: Clock;
  pack: DeskPack;
  /** Whether a photo of that id is kept. */
  photoIsKept: (id: PhotoId) => Promise<boolean>;
};

/** Visits of cells, what they find, and how it is put right. */
export function dangerDesks(parts: Parts): {
  inspection: ThingDesk;
  danger: ThingDesk;
  /** `POST /api/v1/dangers`: something found between two visits. */
  find(given: Given, body: unknown): Promise<Answer>;
} {
  const { keeping, turns, board, clock, pack, photoIsKept } = parts;
  const idsFor = createIds(board);

  return {
    inspection: thingDesk(
      'inspection',
      {
        bodies: inspectionCommands,
        find: (id) => board().inspections.get(id as InspectionId),
        decide: (inspection, command) =>
          decideInspection(inspection, command as InspectionCommand, { pack, idFor: idsFor(inspection.id) }),
        async check(command) {
          for (const [i, { photo }] of ((command as InspectionCommand).body.answers ?? []).entries())
            if (photo && !(await photoIsKept(photo))) return noPhoto(`/answers/${i}/photo`);
          return null;
        },
      },
      parts,
    ),
    danger: thingDesk(
      'danger',
      {
        bodies: dangerCommands,
        find: (id) => board().dangers.get(id as DangerId),
        decide: (danger, command, { actor }) =>
          decideDanger(danger, command as DangerCommand, { actor, now: clock.now(), pack }),
        exercise: (danger) => danger.exercise,
        standing: (danger) => ({ state: danger.state, rev: danger.rev, allowed: dangerCommandsFor(danger) }),
      },
      parts,
    ),
    async find(given, body) {
      const parsed = FindDanger.body.safeParse(body ?? {});
      if (!parsed.success) return invalidBody(parsed.error);
      const { data: found } = parsed;
      const said = { ...given, body: found };
      return turns([`cell/${found.cell}`], async (): Promise<Answer> => {
        const before = await keeping.before(said);
        if (before) return accepted(receiptOf(before, ''));
        const cell = { kind: 'cell', row: { id: found.cell, staffed: true } } as const;
        const right = given.how.right?.(cell, 'find', found) ?? 'given';
        if (right === 'missing') return noRight;
        // A cell that the finder may not know of is none.
        if (right === 'hidden') return againstRule({ why: 'cell-unknown', pointer: '/cell' });
        if (found.photo && !(await photoIsKept(found.photo))) return againstRule(noPhoto('/photo'));
        const { actor } = given;
        const idFor = idsFor(`${actor.kind}:${actor.id}:${found.cell}:${clock.now()}`);
        const decided = decideFinding(found, { pack, idFor });
        if (!decided.ok) return againstRule(decided.refusal);
        return keepOne(keeping, said, '', decided.value, false);
      });
    },
  };
}

const noPhoto = (pointer: `/${string}`): Fault => ({ why: 'photo-unknown', pointer });

/** Ids that follow from what was found where and when, so that a replayed day makes the same ones. */
function createIds(board: () => Board) {
  return (found: string) => (item: string) => {
    for (let again = 0; ; again++) {
      const digest = createHash('sha256').update(`${found}\n${item}\n${again}`).digest('hex').slice(0, 16);
      const id = `d-${digest}` as DangerId;
      if (!board().dangers.has(id)) return id;
    }
  };
}
