import { checklist } from '../../shared/zh/checklist.ts';
import type { PhoneWords } from '../en/phone.ts';

export const grid: Pick<PhoneWords, 'visit' | 'danger'> = {
  visit: {
    ok: checklist.met,
    notOk: checklist.unmet,
    note: '问题描述（不写居民姓名）',
    photo: '拍照',
    another: '重新拍照',
    removePhoto: '删除照片',
    picture: '已拍照片',
    badPhoto: '手机无法读取此图片。',
    answered: (n, of) => `已检查 ${n}/${of} 项`,
    allOk: '其余全部符合',
    done: '走访完成',
    becomes: '不符合要求的将列为隐患。',
    kept: '完成之前，填写内容保存在本机。',
    due: (clock) => `期限 ${clock}`,
    overdue: (age) => `已超期 ${age}`,
    waits: '已完成，待发送。',
  },
  danger: {
    notMet: checklist.notMet,
    states: { found: '已发现', ordered: '待整改', rectifying: '整改中', recheck: '待复查', cleared: '已销号' },
    reason: '整改情况（可不填）',
    why: '仍存在的问题',
    sameHand: '您已报告整改完毕，由他人复查。',
    by: '新期限',
    days: (n) => `${n} 天内`,
    due: (clock) => `期限 ${clock}`,
  },
};
