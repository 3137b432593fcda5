import { describe, expect, test } from 'vitest';
import { alarmStrip } from '#client/panels/alarms/strip.ts';
import { alarmSections } from '#client/console/views/alarms/alarm-sections.ts';
import type { Alarm } from '#data/contract/alarm.ts';
import { emptyBoard } from '#data/contract/board.ts';
import { annunciated } from '#data/rules/alarm-flood.ts';
import { isWaiting, unanswered } from '#data/rules/alarm-waiting.ts';
import { handoverItems } from '#data/rules/handover-items.ts';
import { alarmPerformance } from '#server/analysis/alarm-performance.ts';
import { alarmList } from '#server/watch/alarm-list.ts';
import { makeAlarm } from '../support/make-rows.ts';

const end = Date.UTC(2026, 5, 1, 8);
const shelved = makeAlarm({ id: 'a1', raised: end - 60_000, shelvedUntil: end });
const plain = makeAlarm({ id: 'a2', raised: end - 120_000 });
const said = makeAlarm({ id: 'a3', raised: end - 60_000, suppressedBy: plain.id });
const answered = makeAlarm({ id: 'a4', raised: end - 60_000, acknowledged: true });

describe('an alarm waits for people', () => {
  test('unless another alarm says it or it lies on a shelf', () => {
    const waiting = [shelved, plain, said, answered].filter((alarm) => isWaiting(alarm, end - 1));
    expect(waiting).toEqual([plain, answered]);
  });

  test('as soon as its shelf has ended, though nothing has said so yet', () => {
    expect(unanswered([shelved, plain, said, answered], end - 1)).toEqual([plain]);
    expect(unanswered([shelved, plain, said, answered], end)).toEqual([plain, shelved]);
  });

  test('everywhere at once', () => {
    const table = new Map([[shelved.id, shelved]]);
    const board = { ...emptyBoard, alarms: table };
    const pack = { areas: [], cells: [] };
    for (const [now, waits] of [
      [end - 1, 0],
      [end, 1],
    ] as const) {
      expect(annunciated(table.values(), now)).toMatchObject({ shown: waits ? [shelved] : [], shelved: 1 - waits });
      expect(alarmStrip(table, now, 5)).toMatchObject({ shelved: 1 - waits, counts: { [shelved.priority]: waits } });
      expect(alarmSections([shelved], now).standing).toHaveLength(waits);
      expect(alarmSections([shelved], now).shelved).toHaveLength(1 - waits);
      expect(alarmList(board, now, 10, () => true).items[0]!.told).toBe(waits ? 'alone' : 'shelved');
      expect(handoverItems(board, now, pack).shelved).toHaveLength(1 - waits);
      expect(alarmPerformance([], [shelved as Alarm], { from: end - 1000, now }).shelved).toBe(1 - waits);
    }
  });
});
