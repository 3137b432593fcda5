import type { bulletin as english } from '../en/bulletin.ts';

export const bulletin: typeof english = {
  title: '通告',
  severities: { Extreme: '特别严重', Severe: '严重', Moderate: '较重', Minor: '一般', Unknown: '通知' },
  until: (clock) => `至 ${clock}`,
  more: (n) => `另有 ${n} 条`,
  closed: '限定范围：内容仅供值班台查看',
  seen: '已确认',
};
