import { describe, expect, test } from 'vitest';
import type { AlarmCondition } from '#data/contract/alarm.ts';
import { alarmRules } from '#data/rules/alarm-rules.ts';
import { alarmSaid } from '#client/words/console/alarm-said.ts';
import { createSpeech } from '#client/words/shared/speech.ts';
import { makeAlarm, makeBoard, makeIncident, makeUnit, incidentId } from '../support/make-rows.ts';

const now = Date.UTC(2026, 10, 26, 4);
const MINUTE = 60_000;
const names = {
  category: (id: string) => `<${id}>`,
  cell: (id: string) => `<${id}>`,
  unit: ({ id, callSign }: { id: string; callSign?: string | undefined }) => callSign ?? id,
};
const conditions = Object.keys(alarmRules) as AlarmCondition[];

function said(condition: AlarmCondition, lang: 'en' | 'zh-CN', over: Parameters<typeof makeAlarm>[0] = {}) {
  const board = makeBoard({
    incidents: [
      makeIncident({ priority: 1, times: { received: now - 7 * MINUTE }, due: { accept: now - 2 * MINUTE } }),
    ],
    units: [makeUnit({ callSign: 'P-12', panic: now - MINUTE, incident: incidentId('i1') })],
  });
  const { subject: kind } = alarmRules[condition];
  const subject = { kind, id: kind === 'unit' ? 'u1' : 'i1' };
  return alarmSaid(makeAlarm({ condition, subject, ...over }), board, now, createSpeech(lang, 'Asia/Shanghai'), names);
}

describe('why an alarm stands', () => {
  test.each(conditions)('is said for %s in both languages, with what to do and whose it is', (condition) => {
    const [en, zh] = [said(condition, 'en'), said(condition, 'zh-CN')];
    for (const text of [...Object.values(en), ...Object.values(zh)]) {
      expect(text.length).toBeGreaterThan(2);
      expect(text).not.toMatch(/undefined|NaN|\[object/);
    }
    expect(Object.values(zh).join('')).toMatch(/[\u4e00-\u9fff]/);
    expect(`${zh.response}${zh.responder}`).not.toMatch(/[a-z]{3}/i);
  });

  test.each(conditions)(
    'is said of %s in the past once its condition has gone, and nothing is asked any more',
    (condition) => {
      for (const lang of ['en', 'zh-CN'] as const) {
        const [then, now] = [said(condition, lang, { active: false }), said(condition, lang)];
        expect(then.why).not.toBe(now.why);
        expect(then.why).toMatch(lang === 'en' ? /\b(was|were|had|held|called|could have)\b/ : /曾/);
        expect(then.response).not.toBe(now.response);
        expect(then.why).not.toMatch(/undefined|NaN|\[object/);
      }
    },
  );

  test('is filled with the numbers that it was raised on', () => {
    expect(said('p1-unassigned', 'en').why).toMatch(/TT26-1 .*7 min ago/);
    expect(said('limit-passed', 'en').why).toMatch(/accepted by 11:58:00: 2 min ago/);
    expect(said('panic', 'zh-CN').why).toMatch(/P-12 于 11:59:00/);
    const figures = { group: 'public-security', observed: 14, expected: 1.98, hours: 6, p: 2.4e-7 };
    expect(said('cluster', 'en', { figures }).why).toBe(
      '14 incidents of <public-security> in 6 hours; 2 are usual here at this time of day. So many come by chance with probability 1 : 4,000,000.',
    );
    expect(said('cluster', 'en', { figures: { ...figures, expected: 0.004 } }).why).toMatch(/; < 0.1 are usual/);
    const channel = { expected: 31, since: now - 20 * MINUTE, units: 42 };
    expect(said('channel-silent', 'en', { figures: channel }).why).toMatch(/since 11:40:00; about 31 .* 42 units/);
  });
});
