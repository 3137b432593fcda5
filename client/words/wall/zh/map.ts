import type { map as english } from '../en/map.ts';

export const map: typeof english = {
  title: '地图',
  legend: '图例',
  incidents: '事件',
  units: '力量',
  cells: '网格',
  overdue: '超时',
  stages: { sent: '已派遣', onscene: '已到场', done: '已处置' },
  looks: { available: '可用', assigned: '已派遣', onscene: '已到场', away: '暂离', silent: '失联', help: '紧急求助' },
  statuses: { attention: '关注', alert: '警戒', unstaffed: '无人' },
  elsewhere: (n) => `${n} 件不在图上`,
  rebuilding: '地图正在重新绘制',
  listInstead: '本屏无地图：按地点列出未结事件',
  listMeanwhile: '地图正在绘制，先按地点列出未结事件',
  offMap: '图外或地点不明',
};
