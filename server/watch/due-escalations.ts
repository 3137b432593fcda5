import type { Board } from '#data/contract/board.ts';
import { nextRev } from '#data/rules/decision.ts';
import { escalationDue } from '#data/rules/escalation.ts';
import { allowedCommands } from '#data/rules/life-cycle.ts';
import type { LimitPack } from '#data/rules/time-limits.ts';
import type { Due } from './due.ts';

/** Incidents so late that the next level up must hear of them. */
export function dueEscalations({ incidents }: Pick<Board, 'incidents'>, now: number, pack: LimitPack): Due[] {
  const due: Due[] = [];
  for (const incident of incidents.values()) {
    const level = escalationDue(incident, now, pack);
    if (level === null || !allowedCommands(incident).includes('escalate')) continue;
    const { id, exercise } = incident;
    const fact = { kind: 'incident.escalated', ...nextRev(incident), level } as const;
    due.push({ fact, exercise, read: `incident/${id}` });
  }
  return due;
}
