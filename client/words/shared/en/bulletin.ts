import type { BulletinSeverity } from '#data/contract/bulletin.ts';

/** What every screen says of a bulletin. */
export const bulletin = {
  title: 'Bulletins',
  severities: {
    Extreme: 'Extreme',
    Severe: 'Severe',
    Moderate: 'Moderate',
    Minor: 'Minor',
    Unknown: 'Notice',
  } satisfies Record<BulletinSeverity, string> as Record<BulletinSeverity, string>,
  until: (clock: string) => `until ${clock}`,
  more: (n: string) => `${n} more`,
  closed: 'Restricted: its words are for the desk',
  seen: 'acknowledged',
};
