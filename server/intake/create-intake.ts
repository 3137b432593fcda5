import { takeCap } from './channels/cap/take-cap.ts';
import type { Intake } from './intake.ts';
import { takeLeaves } from './take-leaves.ts';
import { takePositions } from './take-positions.ts';
import { takeReports } from './take-reports.ts';

type Parts = Parameters<typeof takeReports>[0] &
  Omit<Parameters<typeof takePositions>[0], 'reach'> &
  Parameters<typeof takeCap>[0];

/** All parts of the door. */
export function createIntake(parts: Parts): Intake {
  return {
    report: takeReports(parts),
    positions: takePositions({ ...parts, reach: parts.city.reach }),
    alert: takeCap(parts),
    leave: takeLeaves(parts),
  };
}
