import * as z from 'zod';
import { alarmFacts } from './facts/alarm.ts';
import { bulletinFacts } from './facts/bulletin.ts';
import { disputeFacts } from './facts/dispute.ts';
import { gridFacts } from './facts/grid.ts';
import { incidentFacts } from './facts/incident.ts';
import { shiftFacts } from './facts/shift.ts';
import { unitFacts } from './facts/unit.ts';
import { Seq } from './ids.ts';
import { Stamp } from './stamp.ts';

/** What a feed may carry: everything but audit and register, which touch no board and are in no view. */
export const feedFacts = [
  ...incidentFacts,
  ...unitFacts,
  ...gridFacts,
  ...alarmFacts,
  ...disputeFacts,
  ...shiftFacts,
  ...bulletinFacts,
] as const;

/** A fact of the log as a screen takes it in. */
export const FeedFact = z.intersection(z.discriminatedUnion('kind', feedFacts), Stamp.extend({ seq: Seq }));
export type FeedFact = z.infer<typeof FeedFact>;
