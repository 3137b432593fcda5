import type { bulletins as english } from '../en/bulletins.ts';

export const bulletins: typeof english = {
  unread: (n) => `${n} 条未读`,
  read: '我已阅读',
  acknowledge: '代表中心确认',
  readBefore: (n) => `已阅读的通告（${n}）`,
  instruction: '应对措施',
  toRead: '查看',
};
