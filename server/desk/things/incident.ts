import type { IncidentCommand, IncidentCommandName } from '#data/contract/commands/incident.ts';
import type { IncidentId, PhotoId } from '#data/contract/ids.ts';
import type { Incident } from '#data/contract/incident.ts';
import { accepted, refused } from '#data/kit/result.ts';
import { onlyUnit, stepBefore } from '#data/rules/decide-crew.ts';
import { decide } from '#data/rules/decide.ts';
import { allowedCommands } from '#data/rules/life-cycle.ts';
import type { LimitPack } from '#data/rules/time-limits.ts';
import type { IncidentIndex } from '../../store/store.ts';
import { noSuch } from '../refusal.ts';
import type { Said, Thing } from './thing.ts';

type Parts = {
  incidents: Pick<IncidentIndex, 'get'>;
  pack: LimitPack;
  /** Whether a photo of that id is kept. */
  photoIsKept: (id: PhotoId) => Promise<boolean>;
};

/** `incidentCommands`: the life cycle. */
export function incidentThing({ incidents, pack, photoIsKept }: Parts): Thing<Incident> {
  return {
    called: 'incident',
    async find(id, { board }) {
      const row = board.incidents.get(id as IncidentId) ?? (await incidents.get(id));
      return row ? accepted(row) : noSuch('incident');
    },
    standing: (row) => ({ state: row.state, rev: row.rev, allowed: allowedCommands(row) }),
    exercise: (row) => row.exercise,
    subjects: ({ body }, row) => [
      ...named(body).map(([kind, id]) => `${kind}/${id}`),
      ...(row?.assignments ?? []).map(({ unit }) => `unit/${unit}`),
    ],
    meant(said, row) {
      const { name, body } = said as IncidentCommand;
      const mayLeaveOut = name === 'unassign' || name === 'accept' || name === 'enroute' || name === 'arrive';
      return mayLeaveOut ? { ...body, unit: body.unit ?? onlyUnit(row) } : body;
    },
    outOfState: (row, name) => (allowedCommands(row).includes(name as IncidentCommandName) ? null : { why: 'state' }),
    notBefore: (row, said) => (row ? stepBefore(row, said as IncidentCommand) : 0),
    async decide(row, said, { board, now }, { actor, how: { right } }) {
      // One in another area is as unknown as one that is not.
      const mayKnow = (other: Incident) =>
        right?.({ kind: 'incident', row: other }, said.name, said.body, board) !== 'hidden';
      const command = said as IncidentCommand;
      const photo = command.name === 'reply' ? command.body.photo : undefined;
      if (photo !== undefined && !(await photoIsKept(photo)))
        return refused({ why: 'photo-unknown', pointer: '/photo' });
      return decide(row, command, { actor, now, board, pack, mayKnow });
    },
  };
}

/** The unit it takes, the incident it merges into. */
function named(body: Said['body']): [kind: 'unit' | 'incident', id: string][] {
  const { unit, into } = body as { unit?: string; into?: string };
  return [
    ...(unit === undefined ? [] : [['unit', unit] as ['unit', string]]),
    ...(into === undefined ? [] : [['incident', into] as ['incident', string]]),
  ];
}
