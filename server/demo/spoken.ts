import type { CityPack, Names } from '#data/contract/city-pack.ts';

/** What the demo's people say and write, each line once: in English, and in Chinese for a city that has names in it. */
const chinese: Readonly<Record<string, string>> = {
  // Callers.
  'Began about half an hour ago, nobody is hurt.': '约半小时前发生，无人受伤。',
  'The caller waits at the place and can be rung.': '来电人在现场等候，可回拨。',
  'The third time this month, says the caller.': '来电人称本月已是第三次。',
  'Several residents have rung about the same.': '已有多名居民反映同一情况。',
  'Seen from the street; the caller has gone on.': '路过时看到，来电人已离开。',
  'The neighbours have tried to help themselves.': '邻居曾自行处理。',
  // Crews and dispatchers.
  'a spare part is ordered': '备件已订购',
  'the owner is away until then': '业主届时才回来',
  'it has to dry before it can be closed': '需晾干后方可封闭',
  'the other party comes back by then': '另一方届时返回',
  'the firm that does the rest comes then': '后续施工单位届时进场',
  'late, because the spare part is still on its way.': '逾期原因：备件仍在途中。',
  'late, because the owner cannot be reached.': '逾期原因：联系不上业主。',
  'late, because the two sides need another talk.': '逾期原因：双方还需再谈一次。',
  'late, because more is broken than was seen at first.': '逾期原因：损坏比初看时更多。',
  'late, because every crew for it is out; the next one goes.': '逾期原因：对应力量均已出动，下一组前往。',
  'made safe, materials ordered.': '已采取安全措施，材料已订购。',
  'more work than expected': '工作量超出预期',
  'the nearest crews are at a scene; the next one is called in.': '最近的力量正在处置，已调下一组。',
  'the caller rang again, all is well': '来电人再次来电，已无事',
  'theirs by law': '依法由其办理',
  'signed off by word of mouth': '口头确认办结',
  'signed off': '已确认办结',
  'the caller says it has come back': '来电人称问题再次出现',
  'known, being worked on': '已知悉，正在处理',
  'two crews are with them, all is well': '两组力量已到其身边，平安',
  'moved to another cell': '已调往其他网格',
  // Organisations.
  'Speak with the residents': '与居民沟通',
  'Repair, and say until when': '维修并告知完成时间',
  'Agree on who pays': '商定费用承担',
  'Find volunteers': '组织志愿者',
  Help: '协助',
  // The hotline's desk.
  'it is put right; the place was looked at afterwards.': '已处理完毕，并已现场复查。',
  'the caller is content.': '来电人表示满意。',
  'the caller says it is not put right.': '来电人称问题未解决。',
  // Hidden dangers.
  'put right': '已整改',
  'not all of it is put right': '尚未全部整改',
  // Disputes.
  'they have made up': '双方已和好',
  'to labour arbitration': '转劳动仲裁',
  'a court has it already': '法院已受理',
  'not paid in time': '未按时支付',
  'visited both': '已回访双方',
  'both were heard': '已听取双方意见',
  'no way was found': '未能达成一致',
  'Noise from upstairs late at night.': '楼上深夜噪声。',
  'Quiet after ten, a carpet is laid.': '晚十点后保持安静，并铺设地毯。',
  'Water from the flat above has spoiled a ceiling.': '楼上漏水损坏天花板。',
  'The ceiling is repaired and paid half each.': '修复天花板，费用各半。',
  'Fees withheld because the lift stands still.': '因电梯停运拒缴物业费。',
  'The lift is repaired within ten days, then the fees are paid.': '十日内修好电梯，随后缴费。',
  'The deposit is not paid back.': '押金未退还。',
  'The deposit is paid back less one repair.': '扣除一项维修费后退还押金。',
  'Two months of wages are open.': '拖欠两个月工资。',
  'The wages are paid in two parts.': '工资分两次付清。',
  'A washing machine broke within a week.': '洗衣机一周内损坏。',
  'The shop takes it back.': '商家退货。',
  'Who looks after an elderly parent.': '老人赡养问题。',
  'Brother and sister take turns by the month.': '兄妹按月轮流照料。',
  'A parked car was scratched by a delivery cart.': '停放车辆被送货车刮擦。',
  'The damage is paid in full.': '全额赔偿。',
  'A wall stands on the boundary of two yards.': '两院之间围墙越界。',
  'The wall is moved before winter.': '入冬前移墙。',
  'Both let it rest.': '双方不再追究。',
  // The shift.
  'Radio of the northern relay checked, all heard.': '北部中继台已检查，通联正常。',
  'Two crews lent to the market until its end.': '两组力量支援集市至结束。',
  'Rain on the ring road, more time to every call.': '环路有雨，到场时间均有延长。',
  'The hotline is one seat short until noon.': '热线中午前缺一席。',
  'A school asks for a crossing guard tomorrow.': '有学校请求明日安排护学。',
  'Ring the property company back about the lift.': '就电梯问题回复物业公司。',
  'Tell the sub-district when the street is free again.': '道路恢复后通知街道。',
  'Send the list of open water cases to the waterworks.': '将未结供水事件清单发给自来水公司。',
  done: '已办',
  'a quiet shift, see the promises.': '本班平稳，见承诺事项。',
};

const openings = {
  'Exercise: ': '演练：',
  'Exercise, not a real event. ': '演练，非真实事件。',
  'Exercise, not a real dispute. ': '演练，非真实纠纷。',
} as const;

/** What is said, as whoever looks at this city reads it. */
export type Spoken = {
  /** Two wordings of the same; `zh` is said only where the city has names in it. */
  both(words: Names): string;
  /** A line of the demo's, which begins with what kind of exercise it is; any other text stays as it is. */
  line(text: string): string;
  /** `body` with every line in it. */
  lines(body: unknown): unknown;
};

export function spokenIn({ city }: Pick<CityPack, 'city'>): Spoken {
  const isChinese = city.names.zh !== undefined;
  const both = ({ en, zh }: Names) => (isChinese && zh !== undefined ? `${en} / ${zh}` : en);

  function line(text: string): string {
    for (const [opening, zh] of Object.entries(openings)) {
      const said = text.startsWith(opening) ? chinese[text.slice(opening.length)] : undefined;
      if (said !== undefined) return both({ en: text, zh: zh + said });
    }
    return text;
  }

  function lines(body: unknown): unknown {
    if (typeof body === 'string') return line(body);
    if (Array.isArray(body)) return body.map(lines);
    if (typeof body !== 'object' || body === null) return body;
    return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, lines(value)]));
  }

  return { both, line, lines };
}
