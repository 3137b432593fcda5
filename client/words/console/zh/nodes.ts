import type { nodes as english } from '../en/nodes.ts';

export const nodes: typeof english = {
  title: '节点',
  note: '承载全市运行的各个进程。只能做一次的工作由其中一个承担；它停止后由另一个接替。',
  name: '节点',
  self: '当前连接',
  build: '版本',
  head: '已显示事实',
  lag: '落后',
  screens: '屏幕',
  since: '加入时间',
  leads: '统一承担',
  duties: { watch: '监测告警', retention: '清理旧轨迹' },
  none: '本服务器独立运行，没有其他节点。',
};
