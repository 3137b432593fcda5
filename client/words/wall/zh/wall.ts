import type { wall as english } from '../en/wall.ts';
import { map } from './map.ts';

export const wall: typeof english = {
  map,
  overview: '综合态势',
  noMap: '本屏无地图',
  pairing: {
    connecting: '正在寻找服务器',
    approve: '此屏等待批准，配对码：',
  },
  grid: {
    title: '各区网格',
    none: '没有网格',
    district: '区',
    attention: '关注',
    alert: '警戒',
    unstaffed: '无人',
    open: '未结事件',
    overdue: '逾期巡查',
    cells: (n) => `${n} 个网格`,
    all: '全市',
  },
  trends: {
    week: '本周更忙吗？',
    months: '一年来有变化吗？',
    heat: '何时最忙？',
    none: '暂无统计',
    perDay: '每日',
    perMonth: '每月事件',
    perHour: (weeks) => `近 ${weeks} 周平均`,
    verdicts: {
      higher: '增多',
      lower: '减少',
      'no-change': '无明显变化',
      'too-few': '数量太少，无法判断',
    },
    weekVerdicts: {
      higher: '增多，超出偶然波动',
      lower: '减少，超出偶然波动',
      'no-change': '未超出偶然波动',
      'too-few': '数量太少，无法判断',
    },
    soFar: (count, expected) => `本周至今 ${count} 件，预期 ${expected} 件`,
    busiest: (day, from, to, mean) => `${day} ${from}–${to} 时：每小时 ${mean} 件`,
    against: (now, before) => `近 12 个月 ${now} 件，前 12 个月 ${before} 件`,
    interval: (change) => `95% 区间 ${change}`,
    count: '实际',
    expected: '预期',
    band: '95%',
    thisYear: '近一年',
    yearBefore: '上一年',
  },
};
