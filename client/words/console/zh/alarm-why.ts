import type { AlarmWords } from '../en/alarm-why.ts';

export const alarmWhy: AlarmWords = {
  why: {
    panic: (p) => `${p('unit')} 于 ${p('since')} 按下紧急求助键，已过 ${p('since.ago')}。`,
    'p1-unassigned': (p) => `${p('incident')} 为一级事件，接报已 ${p('received.ago')}，尚未派遣任何力量。`,
    'limit-passed': (p) => `${p('incident')} 应于 ${p('due')} 前${p('step')}，已超时 ${p('due.ago')}。`,
    'limit-near': (p) => `${p('incident')} 须于 ${p('due')} 前${p('step')}，时限已用去八成以上。`,
    'unit-silent': (p) => `自 ${p('since')} 起未收到 ${p('unit')} 的信号，已 ${p('since.ago')}。`,
    'welfare-due': (p) => `${p('unit')} 在现场，上次报平安为 ${p('since')}，已过 ${p('since.ago')}。`,
    'channel-silent': (p) =>
      `自 ${p('since')} 起 ${p('source')} 没有任何消息，按往常应有约 ${p('expected')} 条。偶然出现如此间隔的概率不足万分之一。`,
    cluster: (p) =>
      `${p('hours')} 小时内发生 ${p('group')} 事件 ${p('observed')} 起，此地此时段通常为 ${p('expected')} 起。偶然达到此数的概率为 ${p('p')}。`,
    'coverage-gap': (p) =>
      `${p('cells')} 个网格中有 ${p('far')} 个，没有空闲力量能在 ${p('minutes')} 分钟内到达；最近的到其中第一个需 ${p('nearest')} 分钟。`,
    'cell-unstaffed': (p) => `${p('cell')} 目前没有任何岗位人员。`,
    'task-overdue': (p) =>
      `${p('incident')} 的 ${p('parties')} 个协办单位中有 ${p('overdue')} 个超过期限，最早应于 ${p('due')} 完成。`,
    'inspection-overdue': (p) =>
      `${p('cell')} 有 ${p('overdue')} 次巡查逾期，最早应于 ${p('due')} 完成，已逾期 ${p('due.ago')}。`,
    'danger-overdue': (p) => `${p('cell')} 的一处隐患应于 ${p('due')} 前整改，已逾期 ${p('due.ago')}。`,
    'confirmation-due': (p) => `调解协议申请司法确认的期限为 ${p('due')}。`,
    'answer-overdue': (p) => `${p('incident')} 的反映人应于 ${p('due')} 前${p('owed')}，已超时 ${p('due.ago')}。`,
    'answer-disputed': (p) => `${p('incident')} 的反映人对答复已 ${p('words')} 次提出异议，此后尚未得到答复。`,
  },
  was: {
    panic: (p) => `${p('unit')} 曾于 ${p('raised')} 紧急求助，现已解除。`,
    'p1-unassigned': (p) => `${p('incident')} 曾为一级事件，${p('raised')} 时尚未派遣任何力量。`,
    'limit-passed': (p) => `${p('incident')} 在 ${p('raised')} 时曾超过时限。`,
    'limit-near': (p) => `${p('incident')} 在 ${p('raised')} 时曾用去八成以上时限。`,
    'unit-silent': (p) => `${p('raised')} 时曾长时间未收到 ${p('unit')} 的信号，其后已恢复。`,
    'welfare-due': (p) => `${p('raised')} 时 ${p('unit')} 曾超时未报平安。`,
    'channel-silent': (p) => `${p('raised')} 时 ${p('source')} 曾异常长时间没有消息。`,
    cluster: (p) =>
      `${p('hours')} 小时内曾发生 ${p('group')} 事件 ${p('observed')} 起，此时段通常为 ${p('expected')} 起。`,
    'coverage-gap': (p) =>
      `${p('raised')} 时 ${p('cells')} 个网格中曾有 ${p('far')} 个，没有空闲力量能在 ${p('minutes')} 分钟内到达。`,
    'cell-unstaffed': (p) => `${p('raised')} 时 ${p('cell')} 曾没有任何岗位人员。`,
    'task-overdue': (p) => `${p('raised')} 时 ${p('incident')} 曾有协办单位超过期限。`,
    'inspection-overdue': (p) => `${p('raised')} 时 ${p('cell')} 曾有巡查逾期。`,
    'danger-overdue': (p) => `${p('raised')} 时 ${p('cell')} 曾有一处隐患未按期整改。`,
    'confirmation-due': (p) => `${p('raised')} 时申请司法确认的期限曾将届满。`,
    'answer-overdue': (p) => `${p('raised')} 时 ${p('incident')} 的反映人曾等待答复或回访超时。`,
    'answer-disputed': (p) => `${p('raised')} 时 ${p('incident')} 的反映人曾屡次提出异议而未得到答复。`,
  },
  response: {
    panic: '立即呼叫该组。派遣最近力量并通知各组。该组确认安全后方可解除求助。',
    'p1-unassigned': '立即派遣推荐力量。如无空闲力量，从较低级别事件抽调。',
    'limit-passed': '查明由谁处置、因何延误。改派他人，或说明理由后延期。',
    'limit-near': '询问进展。趁尚有时间，派遣力量或催办。',
    'unit-silent': '用电台和电话呼叫该组。无应答时派其他力量前往其最后位置。',
    'welfare-due': '呼叫该组。无应答时立即派其他力量前往。',
    'channel-silent': '联系该渠道的运行单位。恢复之前，用电话接收报告和位置。',
    cluster: '合并研判：是否同一原因、同一行为人或重复报告？派出巡逻并通知社区。',
    'coverage-gap': '调动空闲力量前往，或召回力量。无可调力量时通知相邻区。',
    'cell-unstaffed': '补充岗位人员，或由相邻网格指定代理人。',
    'task-overdue': '联系该单位。商定新的期限，或另行指定单位。',
    'inspection-overdue': '询问岗位人员何时完成，或交由副岗办理。',
    'danger-overdue': '联系整改单位。做好现场防护；仍无进展则上报。',
    'confirmation-due': '询问调解员当事人是否申请确认，及时提出申请；或记录当事人放弃。',
    'answer-overdue': '告知反映人办理情况，或回访。无暇时交由他人致电。',
    'answer-disputed': '阅读其意见，到现场核实。交由他人重新办理，并告知反映人由谁办理。',
  },
  over: '情况已自行消除。请确认；原因不明的，应查明。',
  steps: { accept: '受理', attend: '到场', resolve: '办结' },
  owed: { reply: '得到答复', 'call-back': '得到回访' },
  responders: { supervisor: '值班长', admin: '值班管理员' },
  units: (n) => `在岗的 ${n} 支力量经此渠道通联。`,
};
