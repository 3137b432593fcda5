import { checklist } from '../../shared/zh/checklist.ts';
import type { dangers as english } from '../en/dangers.ts';

export const dangers: typeof english = {
  states: { found: '已发现', ordered: '已责令', rectifying: '整改中', recheck: '待复查', cleared: '已销号' },
  notMet: checklist.notMet,
  none: '无',
  item: '隐患',
  found: '发现',
  due: '整改期限',
  organisation: '整改单位',
  order: '责令整改',
  start: '已开始整改',
  rectified: '整改完成',
  'send-back': '退回',
  clear: '销号',
  showPhoto: '查看照片',
  photo: '隐患照片',
  onRecord: '查看会留下记录。',
  notWhoRectified: '整改人不得自行销号。',
  text: '描述',
};
