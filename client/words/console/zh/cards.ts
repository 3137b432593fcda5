import type { cards as english } from '../en/cards.ts';

export const cards: typeof english = {
  title: '联系卡',
  note: '联系卡张贴在居民经过的地方：扫码反映问题，电话直通值班。联系卡属于地点而不属于个人，扫码时由当时在岗人员接收。',
  area: '区域',
  chooseArea: '选择区域',
  kind: '按何种单位制卡',
  kinds: { community: '社区', cell: '网格', primary: '主责岗', deputy: '协管岗', verifier: '核查岗' },
  make: '制作缺少的联系卡',
  made: '制作时间',
  revoke: '作废',
  revoked: '已作废',
  sure: '作废此卡',
  sureYes: '此后扫码者将被告知此卡已失效',
  print: '打印',
  none: '尚无联系卡，请先制作。',
  place: '地点',
  open: '打开其页面',
};
