import type { channels as english } from '../en/channels.ts';

export const channels: typeof english = {
  title: '接入渠道',
  names: {
    webhooks: '网络回调',
    cap: '预警信息',
    card: '联系卡',
    receivers: '网络回调（发送）',
    feeds: '预警订阅',
  },
  unreached: '无法连接',
  silent: (clock) => `${clock} 起无数据`,
  refusing: (n) => `拒收 ${n} 条`,
  late: (seconds) => `入库最长延迟 ${seconds} 秒`,
  well: '全部正常',
  waits: '待人工处理：',
  reports: (n) => `待审报告 ${n}`,
  letters: (n) => `死信 ${n}`,
};
