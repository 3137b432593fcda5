import { refusals as whys } from '../../shared/zh/refusals.ts';
import type { ConsoleWords } from '../en/console.ts';
import { alarmWhy } from './alarm-why.ts';
import { alarms } from './alarms.ts';
import { audit } from './audit.ts';
import { bulletins } from './bulletins.ts';
import { call } from './call.ts';
import { cards } from './cards.ts';
import { city } from './city.ts';
import { common } from './common.ts';
import { channels } from './channels.ts';
import { community } from './community.ts';
import { dangers } from './dangers.ts';
import { disputes } from './disputes.ts';
import { grid } from './grid.ts';
import { nodes } from './nodes.ts';
import { people } from './people.ts';
import { performance } from './performance.ts';
import { rules } from './rules.ts';
import { shell } from './shell.ts';
import { shift } from './shift.ts';
import { trail } from './trail.ts';
import { work } from './work.ts';

export const chinese: ConsoleWords = {
  ...shell,
  whys,
  alarmWhy,
  alarms,
  audit,
  bulletins,
  call,
  cards,
  city,
  common,
  channels,
  community,
  dangers,
  disputes,
  grid,
  nodes,
  people,
  performance,
  rules,
  shift,
  trail,
  work,
};
