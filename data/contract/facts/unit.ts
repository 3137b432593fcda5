import * as z from 'zod';
import { IncidentId, UnitId } from '../ids.ts';
import { Availability, ContactQuality, Unit, UnitReason } from '../unit.ts';

export const unitFacts = [
  z.object({
    kind: z.literal('unit.registered'),
    unit: Unit.pick({ id: true, callSign: true, service: true }),
  }),
  z.object({
    kind: z.literal('unit.status-changed'),
    unit: UnitId,
    availability: Availability,
    reason: UnitReason,
    incident: IncidentId.optional(),
  }),
  /** What changed of what it is called and which service it is of. */
  z.object({
    kind: z.literal('unit.described'),
    unit: UnitId,
    callSign: Unit.shape.callSign,
    service: Unit.shape.service.optional(),
  }),
  z.object({ kind: z.literal('unit.removed'), unit: UnitId, reason: z.string().max(500).optional() }),
  z.object({ kind: z.literal('unit.restored'), unit: UnitId, reason: z.string().max(500).optional() }),
  z.object({ kind: z.literal('unit.contact-changed'), unit: UnitId, contact: ContactQuality }),
  /** The crew calls for help. */
  z.object({ kind: z.literal('unit.panicked'), unit: UnitId }),
  z.object({ kind: z.literal('unit.panic-ended'), unit: UnitId, reason: z.string().max(500).optional() }),
  /** The crew says that it is well. */
  z.object({ kind: z.literal('unit.checked-in'), unit: UnitId }),
] as const;
