import { describe, expect, test } from 'vitest';
import { datesOf } from '#client/phone/queue/dates.ts';
import { sendStep } from '#client/phone/queue/send-step.ts';
import { aheadAfter } from '#client/phone/work/server-time.ts';
import { tap } from './tap.ts';

const HOUR = 3600_000;
const date = 50 * HOUR;

describe('when a tap was', () => {
  test('is said in the server’s time as it was known then, and so is the time of sending', () => {
    const dated = { tapped: date + HOUR - 65_000, ahead: HOUR };
    expect(datesOf(dated, { date, ahead: HOUR })).toEqual({ tappedAt: date + HOUR - 65_000, sentAt: date + HOUR });
  });

  test('shows a clock that was set since: by it now is another time than the server’s', () => {
    const { sentAt } = datesOf({ tapped: date - 65_000, ahead: 0 }, { date: date + HOUR, ahead: -HOUR });
    expect(sentAt - date).toBe(HOUR);
  });

  test('is put right later where nothing was known of the server’s time', () => {
    const dates = datesOf({ tapped: date - 65_000 }, { date, ahead: 15 * 60_000 });
    expect(dates).toEqual({ tappedAt: date + 15 * 60_000 - 65_000, sentAt: date + 15 * 60_000 });
  });

  test('goes with the command', async () => {
    let headers = new Headers();
    await sendStep(
      { send: 'command', action: { ...tap('a'), order: 1 } },
      { tappedAt: 1000, sentAt: 2000 },
      async (_path, init) => {
        headers = new Headers(init?.headers);
        return Response.json({ seq: 1 });
      },
    );
    expect(headers.get('x-watchfloor-tapped-at')).toBe('1970-01-01T00:00:01.000Z');
    expect(headers.get('x-watchfloor-sent-at')).toBe('1970-01-01T00:00:02.000Z');
  });
});

test('the server’s time is measured anew when an answer shows that a clock was set', () => {
  expect(aheadAfter(200, date - 900, date)).toBe(200);
  expect(aheadAfter(200, date - HOUR, date)).toBe(500 - HOUR);
});
