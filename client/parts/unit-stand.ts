import type { Unit } from '#data/contract/unit.ts';

/** How a unit stands, as the wall tells it: each unit is exactly one of these. */
export const unitStands = ['available', 'assigned', 'onscene', 'away', 'silent'] as const;
export type UnitStand = (typeof unitStands)[number];

/** Whom we do not hear is silent whatever it was doing; off duty it may be. */
export function standOf({ availability, reason, contact }: Unit): UnitStand {
  if (reason === 'offduty') return 'away';
  if (contact === 'offline' || contact === 'unknown') return 'silent';
  if (reason === 'onscene') return 'onscene';
  if (reason === 'dispatched' || reason === 'enroute') return 'assigned';
  return availability === 'unavailable' ? 'away' : 'available';
}
