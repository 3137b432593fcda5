import type { AlarmSubject } from '#data/contract/alarm.ts';
import type * as z from 'zod';

type SubjectKind = z.infer<typeof AlarmSubject>['kind'];
/** What is said about the conditions themselves, and about those out of service. */
export const rules = {
  title: 'What is watched',
  about: 'Only what needs a response is an alarm. A condition out of service raises nothing until its end.',
  condition: 'Condition',
  subject: 'Watched',
  subjects: {
    incident: 'every incident',
    unit: 'every unit',
    cell: 'every grid cell',
    area: 'every area',
    source: 'every channel',
    danger: 'every hidden danger',
    dispute: 'every dispute',
  } satisfies Record<SubjectKind, string>,
  onDelay: 'Raised after',
  offDelay: 'Cleared after',
  atOnce: 'at once',
  responder: 'Who responds',
  state: 'State',
  inService: 'in service',
  outUntil: (end: string) => `out of service until ${end}`,
  outSince: 'Out of service since',
  end: 'Returns by itself',
  suppressedUnder: 'Said already by',
  never: 'A call for help is never out of service.',
  onlyAdmin: 'An administrator of the whole city takes a condition out of service and returns it.',
  takeOut: 'Take out of service',
  takeOutAgain: 'Change the end',
  return: 'Return to service',
  until: 'Until',
  untilHint: 'At most 30 days.',
  notice: 'Out of service, raises no alarm:',
  noticeOf: (condition: string, end: string) => `${condition} until ${end}`,
  strip: (n: string) => (n === '1' ? '1 condition out of service' : `${n} conditions out of service`),
  show: 'Show the rules',
};
