import type { community as english } from '../en/community.ts';

export const community: typeof english = {
  title: '社区',
  choose: '社区',
  prompt: '请选择社区，即在此处显示。',
  incidents: '未结事件',
  disputes: '纠纷（按阶段）',
  dangers: '隐患',
  visits: '应巡查',
  alarms: '告警',
  cells: '网格与岗位',
  organisations: '单位与岗位',
  trend: '事件比以前多吗？',
  perWeek: '每周事件',
  soFar: '本周至今',
  verdicts: {
    more: '增多，超出偶然波动',
    fewer: '减少，超出偶然波动',
    'no-evidence': '增减未超出偶然波动',
    'too-few': '数量太少，无法判断',
  },
  against: (now, before) => `最近 28 天 ${now} 件，之前 28 天 ${before} 件`,
  pValue: (p) => `p\u00a0=\u00a0${p}`,
  pSmall: 'p < 0.001',
  overdue: (n) => `${n} 逾期`,
  none: '无',
};
