import { refusals as whys } from '../../shared/zh/refusals.ts';
import type { ConsoleWords } from '../en/console.ts';
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

export const chinese: ConsoleWords = {
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
