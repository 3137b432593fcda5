import { refusals as whys } from '../../shared/en/refusals.ts';
import { alarms } from './alarms.ts';
import { call } from './call.ts';
import { city } from './city.ts';
import { common } from './common.ts';
import { community } from './community.ts';
import { dangers } from './dangers.ts';
import { disputes } from './disputes.ts';
import { grid } from './grid.ts';
import { people } from './people.ts';
import { performance } from './performance.ts';
import { rules } from './rules.ts';
import { shell } from './shell.ts';
import { shift } from './shift.ts';
import { work } from './work.ts';

/** All that the console says beside what every screen says. Its shape is the dictionary that each language fills. */
export const english = {
  ...shell,
  whys,
  alarms,
  call,
  city,
  common,
  community,
  dangers,
  disputes,
  grid,
  people,
  performance,
  rules,
  shift,
  work,
};

export type ConsoleWords = typeof english;
