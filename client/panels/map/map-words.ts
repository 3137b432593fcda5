import type { Lang } from '#client/words/shared/speech.ts';
import type { Stage } from '#client/map/incidents/incident-mark.ts';
import type { UnitLook } from '#client/map/units/unit-state.ts';

const english = {
  title: 'Map',
  legend: 'Legend',
  incidents: 'Incidents',
  units: 'Units',
  cells: 'Grid',
  overdue: 'overdue',
  stages: { sent: 'unit sent', onscene: 'on scene', done: 'handled' } satisfies Partial<Record<Stage, string>>,
  looks: {
    available: 'available',
    assigned: 'assigned',
    onscene: 'on scene',
    away: 'away',
    silent: 'no contact',
  } satisfies Partial<Record<UnitLook, string>>,
  statuses: { attention: 'attention', alert: 'alert', unstaffed: 'nobody' },
  elsewhere: (n: string) => `${n} not on this map`,
  rebuilding: 'The map is being drawn again',
  listInstead: 'No map on this screen: open incidents by place',
  none: 'No open incidents',
  offMap: 'Off the map or without a place',
  open: 'Open',
};
type MapWords = typeof english;

const chinese: MapWords = {
  title: '地图',
  legend: '图例',
  incidents: '事件',
  units: '力量',
  cells: '网格',
  overdue: '超时',
  stages: { sent: '已派遣', onscene: '已到场', done: '已处置' },
  looks: { available: '可用', assigned: '已派遣', onscene: '已到场', away: '暂离', silent: '失联' },
  statuses: { attention: '关注', alert: '警戒', unstaffed: '无人' },
  elsewhere: (n) => `${n} 件不在图上`,
  rebuilding: '地图正在重新绘制',
  listInstead: '本屏无地图：按地点列出未结事件',
  none: '没有未结事件',
  offMap: '图外或地点不明',
  open: '未结',
};

export const mapWords = (lang: Lang): MapWords => (lang === 'zh-CN' ? chinese : english);
