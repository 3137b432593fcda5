import { refusals as whys } from '../../shared/en/refusals.ts';
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

/** All that the console says beside what every screen says. Its shape is the dictionary that each language fills. */
export const english = {
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

export type ConsoleWords = typeof english;
