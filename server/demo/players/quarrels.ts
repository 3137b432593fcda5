import type { CityPack } from '#data/contract/city-pack.ts';
import type { RegisterDispute } from '#data/contract/commands/dispute.ts';
import type { CellId } from '#data/contract/ids.ts';
import type { DisputeKind } from '#data/contract/dispute.ts';
import type { Dice } from '../chance.ts';
import { inventedName } from './people.ts';

const quarrels: readonly { kind: DisputeKind; about: string; agreed: string }[] = [
  { kind: 'neighbours', about: 'Noise from upstairs late at night.', agreed: 'Quiet after ten, a carpet is laid.' },
  {
    kind: 'neighbours',
    about: 'Water from the flat above has spoiled a ceiling.',
    agreed: 'The ceiling is repaired and paid half each.',
  },
  {
    kind: 'property-management',
    about: 'Fees withheld because the lift stands still.',
    agreed: 'The lift is repaired within ten days, then the fees are paid.',
  },
  { kind: 'tenancy', about: 'The deposit is not paid back.', agreed: 'The deposit is paid back less one repair.' },
  { kind: 'wages', about: 'Two months of wages are open.', agreed: 'The wages are paid in two parts.' },
  { kind: 'consumer', about: 'A washing machine broke within a week.', agreed: 'The shop takes it back.' },
  {
    kind: 'family',
    about: 'Who looks after an elderly parent.',
    agreed: 'Brother and sister take turns by the month.',
  },
  {
    kind: 'traffic-damage',
    about: 'A parked car was scratched by a delivery cart.',
    agreed: 'The damage is paid in full.',
  },
  { kind: 'land', about: 'A wall stands on the boundary of two yards.', agreed: 'The wall is moved before winter.' },
];

/** Of the quarrels, the share from the community that everybody looks at. */
const AT_HOME = 0.2;

/** What two invented parties bring to the dispute station; `ref` decides about all of it. */
export function inventQuarrel(
  pack: Pick<CityPack, 'cells'>,
  dice: Dice,
  ref: string,
  home: readonly CellId[],
): RegisterDispute {
  const { kind, about } = quarrelOf(dice, ref);
  const cells = home.length > 0 && dice(`${ref}/home`) < AT_HOME ? home : pack.cells.map(({ id }) => id);
  const cell = cells[Math.floor(dice(`${ref}/cell`) * cells.length)]!;
  const party = (side: string) => ({
    name: inventedName(dice, `${ref}/${side}`),
    phone: `555-01${String(Math.floor(dice(`${ref}/${side}/phone`) * 100)).padStart(2, '0')}`,
  });
  return { kind, cell, parties: [party('a'), party('b')], summary: `Exercise, not a real dispute. ${about}` };
}

/** What such parties agree to; by kind, so that it fits whatever has been registered. */
export function agreementOf(kind: DisputeKind): string {
  const quarrel = quarrels.find((one) => one.kind === kind);
  return `Exercise: ${quarrel?.agreed ?? 'Both let it rest.'}`;
}

function quarrelOf(dice: Dice, ref: string) {
  return quarrels[Math.floor(dice(`${ref}/quarrel`) * quarrels.length)]!;
}
