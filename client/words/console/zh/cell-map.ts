import type { cellMap as english } from '../en/cell-map.ts';

export const cellMap: typeof english = {
  label: '网格地图：点击，或在十字处按回车，即选择该处的网格',
  prompt: '点击，或在十字处按回车，即选择网格。',
  chosen: (cell) => `已选择：${cell}`,
  outside: '该处没有网格。',
  noMap: '此屏幕无法显示地图：请从列表中选择。',
};
