import { render } from '@testing-library/svelte';
import { tick } from 'svelte';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Alarm } from '#data/contract/alarm.ts';
import { emptyBoard, type Board } from '#data/contract/board.ts';
import { noTrends } from '#client/gallery/made-trends.ts';
import { madeWall } from '#client/gallery/made-wall.ts';
import { madePack } from '#client/gallery/made-pack.ts';
import { createAnnouncer } from '#client/page/announcer/announcer.svelte.ts';
import PictureNews from '#client/page/announcer/PictureNews.svelte';
import { wallOptions } from '#client/wall/options.ts';
import Wall from '#client/wall/Wall.svelte';
import { cityNames } from '#client/words/shared/city-names.ts';
import { createSpeech } from '#client/words/shared/speech.ts';
import { makeAlarm, makeBoard, makeUnit } from '../support/make-rows.ts';
import { createTestClock } from '../support/test-clock.ts';
import { giveRoom } from './room.ts';

const now = Date.UTC(2026, 10, 26, 6);
const say = createSpeech('en', 'Asia/Shanghai');
const names = cityNames(madePack, say);
const call = makeAlarm({
  id: 'panic:unit:u1',
  condition: 'panic',
  priority: 1,
  subject: { kind: 'unit', id: 'u1' },
  areas: [madePack.areas[0]!.id],
  raised: now,
});
const alarms = (count: number, over: Partial<Omit<Alarm, 'id'>> = {}) =>
  Array.from({ length: count }, (_, i) => makeAlarm({ raised: now, ...over, id: `a${i}` }));
const boardOf = (...rows: Alarm[]) => makeBoard({ alarms: rows, units: [makeUnit({ id: 'u1', callSign: 'PD-12' })] });

async function follow(board: Board) {
  const announcer = createAnnouncer();
  const clock = createTestClock(now);
  const props = { announcer, board, link: 'live' as const, asOf: now, now, names, say, clock };
  const { rerender } = render(PictureNews, props);
  await tick();
  const texts = (said: typeof announcer.polite) => said.map(({ text }) => text);
  return {
    clock,
    show: async (
      over: Partial<Omit<typeof props, 'link'>> & { link?: 'live' | 'stale' | 'down'; isStarting?: boolean },
    ) => {
      await rerender(over);
      await tick();
    },
    polite: () => texts(announcer.polite),
    assertive: () => texts(announcer.assertive),
  };
}

describe('who hears the page instead of seeing it', () => {
  test('is told of a call for help at once: who and where, and once only', async () => {
    const page = await follow(boardOf());
    await page.show({ board: boardOf(...alarms(3), call) });
    expect(page.assertive()).toEqual([`SOS: PD-12, ${names.brief(madePack.areas[0]!.id)}`]);
    for (let second = 1; second <= 5; second++)
      await page.show({ now: now + second * 1000, asOf: now + second * 1000, board: boardOf(...alarms(3), call) });
    expect(page.assertive()).toHaveLength(1);
  });

  test('is told of a call that stood already when the page was opened, and of one that is made again', async () => {
    const page = await follow(boardOf(call));
    await page.show({ board: boardOf() });
    await page.show({ board: boardOf({ ...call, raised: now + 9000 }) });
    expect(page.assertive()).toHaveLength(2);
  });

  test('hears of other alarms in a pause, and in a flood how many there are', async () => {
    const page = await follow(boardOf());
    const [first] = alarms(1);
    await page.show({ board: boardOf(first!) });
    for (let count = 2; count <= 40; count++) await page.show({ board: boardOf(...alarms(count)) });
    expect(page.polite()).toEqual(['Limit passed: i1']);
    page.clock.advance(5000);
    expect(page.polite()).toEqual(['Limit passed: i1', '39 alarms, 0 of them P1']);
    page.clock.advance(60_000);
    expect([page.polite().length, page.assertive().length]).toEqual([2, 0]);
  });

  test('hears that the connection is lost once, not with every second, and that it is back', async () => {
    const page = await follow(boardOf());
    await page.show({ link: 'stale' });
    for (let second = 1; second <= 5; second++) await page.show({ link: 'down', now: now + second * 1000 });
    await page.show({ link: 'live' });
    expect([page.assertive(), page.polite()]).toEqual([['NO ANSWER FROM THE SERVER'], ['Live']]);
  });

  test('hears once that the server is only starting, and when what is shown is whole', async () => {
    const page = await follow(boardOf());
    for (let second = 1; second <= 5; second++) await page.show({ isStarting: true, now: now + second * 1000 });
    await page.show({ isStarting: false });
    expect([page.assertive(), page.polite()]).toEqual([[], ['Server is starting', 'Live']]);
  });

  test('hears nothing of a board that has not come yet', async () => {
    const page = await follow(emptyBoard);
    await page.show({ asOf: null as never, board: boardOf(...alarms(3)) });
    expect([page.polite(), page.assertive()]).toEqual([[], []]);
  });
});

describe('the wall', () => {
  beforeEach(() => giveRoom(500, 400));

  test.each(['live', 'down'] as const)(
    'has one polite and one assertive region and nothing that ticks in either, %s',
    async (link) => {
      const options = wallOptions(new URLSearchParams());
      const model = { ...madeWall({ link, amounts: { units: 3, alarms: 4, calls: 2 } }), trends: noTrends };
      const { container, rerender } = render(Wall, { model, options });
      const regions = () => [...container.querySelectorAll('[aria-live], [role="alert"], [role="status"]')];
      await tick();
      expect(regions().map((region) => region.getAttribute('aria-live'))).toEqual(['polite', 'assertive']);
      const before = regions().map((region) => region.textContent);
      expect(before[1]).toContain('SOS');
      await rerender({ model: { ...model, now: model.now + 1000 }, options });
      expect(regions().map((region) => region.textContent)).toEqual(before);
    },
  );
});
