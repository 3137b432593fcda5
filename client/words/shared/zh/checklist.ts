import type { checklist as english } from '../en/checklist.ts';

export const checklist: typeof english = {
  met: '符合',
  unmet: '不符合',
  notMet: (item) => `不符合要求：${item}`,
};
