import type { Unit } from '#data/contract/unit.ts';

/** How a unit on duty stands, as the wall tells it: it is exactly one of these. */
export const unitStands = ['available', 'assigned', 'onscene', 'away', 'silent'] as const;
export type UnitStand = (typeof unitStands)[number];

/** How a unit is drawn in a line of text: whoever calls for help is shown as that, whatever else holds. */
export type UnitSign = UnitStand | 'sos';
export const signOf = (unit: Unit): UnitSign => (unit.panic === undefined ? (standOf(unit) ?? 'away') : 'sos');

/** Null off duty. Whom we do not hear is silent, whatever it was doing. */
export function standOf({ availability, reason, contact }: Unit): UnitStand | null {
  if (reason === 'offduty') return null;
  if (contact === 'offline' || contact === 'unknown') return 'silent';
  if (reason === 'onscene') return 'onscene';
  if (reason === 'dispatched' || reason === 'enroute') return 'assigned';
  return availability === 'unavailable' ? 'away' : 'available';
}
