import type { AlarmSubject } from '#data/contract/alarm.ts';
import type * as z from 'zod';
import type { Dictionary } from '../shared/speech.ts';

type SubjectKind = z.infer<typeof AlarmSubject>['kind'];

const english = {
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
  onlyAdmin: 'An administrator takes a condition out of service and returns it.',
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
export type AlarmRuleWords = typeof english;

const chinese: AlarmRuleWords = {
  title: '监测条件',
  about: '只有需要响应的情况才告警。停用的条件在到期之前不再告警。',
  condition: '条件',
  subject: '监测对象',
  subjects: {
    incident: '每起事件',
    unit: '每个力量',
    cell: '每个网格',
    area: '每个辖区',
    source: '每个渠道',
    danger: '每处隐患',
    dispute: '每起纠纷',
  },
  onDelay: '持续多久告警',
  offDelay: '消除多久解除',
  atOnce: '立即',
  responder: '响应人',
  state: '状态',
  inService: '使用中',
  outUntil: (end) => `停用至 ${end}`,
  outSince: '停用自',
  end: '自动恢复',
  suppressedUnder: '已由此告警说明',
  never: '紧急求助告警不得停用。',
  onlyAdmin: '由管理员停用和恢复。',
  takeOut: '停用',
  takeOutAgain: '更改到期时间',
  return: '恢复使用',
  until: '停用至',
  untilHint: '最长 30 天。',
  notice: '已停用，不再告警：',
  noticeOf: (condition, end) => `${condition}，至 ${end}`,
  strip: (n) => `${n} 项告警条件已停用`,
  show: '查看规则',
};

/** What is said about the conditions themselves, and about those out of service. */
export const alarmRuleWords: Dictionary<AlarmRuleWords> = { en: english, 'zh-CN': chinese };
