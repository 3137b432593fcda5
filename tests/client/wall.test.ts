import { render } from '@testing-library/svelte';
import { createRawSnippet, mount, unmount } from 'svelte';
import { beforeEach, describe, expect, test, vi } from 'vitest';
// Loaded beforehand: a page loads it behind its figures.
import '#client/charts/chart.ts';
import { noTrends } from '#client/gallery/made-trends.ts';
import { madePublicWall, madeWall } from '#client/gallery/made-wall.ts';
import { wallOptions } from '#client/wall/options.ts';
import { arrangementFor, commonDisplay, smallestText } from '#client/wall/text-size.ts';
import Wall from '#client/wall/Wall.svelte';
import type { LinkState } from '#client/feed/follow.ts';
import { giveRoom } from './room.ts';
import { createState } from './state.svelte.ts';

const map = createRawSnippet(() => ({ render: () => '<p data-panel="map">the map</p>' }));

function screen(width: number, height: number) {
  Object.defineProperty(window, 'innerWidth', { configurable: true, value: width });
  Object.defineProperty(window, 'innerHeight', { configurable: true, value: height });
}
const show = (link: LinkState, ageMs = 1000, query = '') =>
  render(Wall, { model: madeWall({ link, ageMs }), options: wallOptions(new URLSearchParams(query)), map }).container;

beforeEach(() => {
  giveRoom(500, 400);
  screen(1920, 1080);
});

describe('the wall', () => {
  test('shows every panel of the overview around the map', () => {
    const panels = [...show('live').querySelectorAll('[data-panel]')].map((panel) => panel.getAttribute('data-panel'));
    expect(panels.sort()).toEqual(
      ['alarms', 'channels', 'grid', 'incidents', 'map', 'trend-heat', 'trend-months', 'trend-week', 'units'].sort(),
    );
  });

  test('tells the city’s time and day, whatever the viewer’s zone', () => {
    const header = show('live').querySelector('header')!;
    expect(header.textContent).toContain('14:02:10');
    expect(header.textContent).toContain('Thu 26 Nov 2026');
  });

  test.each(['stale', 'down'] as const)('cannot be taken for live when the link is %s', (link) => {
    const container = show(link, 190_000);
    const band = container.querySelector('header.band')!;
    expect(band.textContent).toContain('showing the state of 13:59:00, 3 min old · trying again');
    const boards = ['alarms', 'incidents', 'units', 'grid'];
    const ages = boards.map((name) => container.querySelector<HTMLElement>(`[data-panel="${name}"]`)!.dataset['fresh']);
    expect(ages).toEqual(boards.map(() => 'stale'));
  });

  test('has no band while all is well', () => {
    expect(show('live').querySelector('.band')).toBeNull();
  });

  test('does not say that all is live while the server is not ready', () => {
    const model = { ...madeWall(), trends: noTrends };
    const link = { ...model.link, isStarting: true };
    const options = wallOptions(new URLSearchParams());
    const header = render(Wall, { model: { ...model, link }, options, map }).container.querySelector('header')!;
    expect(header.textContent).toContain('Server is starting');
    expect(header.textContent).not.toContain('Live');
    expect(header.classList.contains('band')).toBe(true);
  });

  test('claims nothing before the first data', () => {
    const container = show('boot');
    expect(container.textContent).not.toMatch(/No open incidents|No alarms|No units/);
    expect(container.querySelector('header')!.textContent).toContain('nothing received yet');
  });

  test('marks an exercise, and only that', () => {
    expect(show('live').textContent).toContain('EXERCISE');
    expect(show('boot').textContent).not.toContain('EXERCISE');
    expect(show('live', 1000, 'lang=zh-CN').textContent).toContain('演练');
  });

  test('leaves the page’s dress and its charts alone when only a second has passed', async () => {
    const model = createState(madeWall());
    const options = wallOptions(new URLSearchParams());
    const props = {
      get model() {
        return model.now;
      },
      options,
      map,
    };
    const target = document.body.appendChild(document.createElement('div'));
    const wall = mount(Wall, { target, props });
    const charts = () => [...target.querySelectorAll('[data-panel^="trend-"] .chart svg')];
    await vi.waitFor(() => expect(charts().length).toBe(3));
    const seen: string[] = [];
    const changes = new MutationObserver((records) => {
      for (const { target, attributeName } of records) seen.push(`${target.nodeName} ${attributeName}`);
    });
    changes.observe(document.documentElement, { attributes: true });
    for (const chart of charts()) changes.observe(chart.parentElement!, { childList: true, subtree: true });
    model.now = { ...model.now, now: model.now.now + 1000 };
    await vi.waitFor(() => expect(target.querySelector('header')!.textContent).toContain('14:02:11'));
    expect(seen).toEqual([]);
    await unmount(wall);
    target.remove();
  });

  test('says its language, theme and text size to the page', () => {
    show('live', 1000, 'lang=zh-CN&theme=light');
    const page = document.documentElement;
    expect([page.lang, page.dataset['theme']]).toEqual(['zh-CN', 'light']);
    expect(Number.parseFloat(page.style.fontSize)).toBeCloseTo(20.2, 1);
  });
});

describe('the public wall', () => {
  test('shows counts by group and by district, and nothing that it is not given', () => {
    const model = {
      ...madePublicWall({ amounts: { incidents: 60, units: 20, alarms: 9, calls: 1 } }),
      trends: noTrends,
    };
    const { container } = render(Wall, { model, options: wallOptions(new URLSearchParams()), map });
    const panels = [...container.querySelectorAll('[data-panel]')].map((panel) => panel.getAttribute('data-panel'));
    expect(panels).toEqual(expect.arrayContaining(['counts', 'district-counts', 'map']));
    expect(panels).not.toEqual(expect.arrayContaining(['alarms', 'units', 'grid', 'incidents', 'calls']));
    const row = container.querySelector('[data-panel="counts"] [data-row="public-security"]')!;
    const { open } = model.counts!.groups.find(({ group }) => group === 'public-security')!;
    expect(row.textContent).toMatch(new RegExp(`Public security.*${open}`, 's'));
    expect(container.querySelector('header')!.textContent).toContain('EXERCISE');
  });
});

describe('a call for help', () => {
  const model = (calls: number) => ({ ...madeWall({ amounts: { units: 20, alarms: 60, calls } }), trends: noTrends });
  const bandOf = (shown: ReturnType<typeof model>) =>
    render(Wall, { model: shown, options: wallOptions(new URLSearchParams()), map }).container.querySelector(
      '[data-panel="calls"]',
    );

  test('has a band of its own before the alarms, with who calls and since when', () => {
    const band = bandOf(model(1))!;
    expect(band.textContent).toMatch(/SOS.*-01.*31 s/s);
    expect(band.nextElementSibling!.getAttribute('data-panel')).toBe('alarms');
    expect(bandOf(model(0))).toBeNull();
  });

  test('is one by itself however many there are, and says when it is over until somebody has seen that', () => {
    const calls = [...bandOf(model(12))!.querySelectorAll('li')];
    expect(calls).toHaveLength(12);
    const over = calls.filter((call) => call.classList.contains('over'));
    expect(over.map((call) => call.querySelector('strong')!.textContent)).toEqual(['SOS ended']);
  });

  test('is no band for the public', () => {
    expect(bandOf({ ...model(1), operations: false })).toBeNull();
  });
});

describe('the smallest text', () => {
  const fullHd = { width: 1920, height: 1080 };

  test('is 16 minutes of arc high for a capital letter: 44 px on 55 inches from 6 m', () => {
    expect(smallestText(fullHd, { diagonal: 55, distance: 6 }) * 0.727).toBeCloseTo(44, 0);
    expect(smallestText({ width: 3840, height: 2160 }, { diagonal: 55, distance: 6 }) * 0.727).toBeCloseTo(88, 0);
  });

  test('grows with the resolution, not with the width, and is the same on a display that stands upright', () => {
    const small = smallestText(fullHd, commonDisplay);
    expect(smallestText({ width: 3840, height: 2160 }, commonDisplay)).toBeCloseTo(small * 2, 5);
    expect(smallestText({ width: 3840, height: 1080 }, commonDisplay)).toBeCloseTo(small, 5);
    expect(smallestText({ width: 1080, height: 1920 }, commonDisplay)).toBeCloseTo(small, 5);
  });

  test('lets the important figures be read from 6 m by default', () => {
    const figure = 1.5 * smallestText(fullHd, commonDisplay);
    expect(figure).toBeGreaterThanOrEqual(smallestText(fullHd, { ...commonDisplay, distance: 6 }) - 0.001);
  });

  test('has pixels enough for every stroke, on however small a picture', () => {
    for (const screen of [
      { width: 1280, height: 720 },
      { width: 960, height: 540 },
      { width: 400, height: 900 },
    ])
      for (const display of [commonDisplay, { diagonal: 15, distance: 0.6 }])
        expect(smallestText(screen, display)).toBeGreaterThanOrEqual(15);
  });

  test.each([
    [1920, 1080, commonDisplay, 'wide'],
    [3840, 2160, commonDisplay, 'wide'],
    [1366, 768, commonDisplay, 'compact'],
    [2560, 1080, commonDisplay, 'wide'],
    [3840, 1080, commonDisplay, 'ultrawide'],
    [5760, 1080, commonDisplay, 'ultrawide'],
    [1920, 1080, { diagonal: 55, distance: 6 }, 'minimal'],
    [1280, 720, commonDisplay, 'compact'],
    [1024, 600, commonDisplay, 'minimal'],
    [1280, 720, { diagonal: 15, distance: 0.6 }, 'compact'],
    [1080, 1920, commonDisplay, 'tall'],
    [2160, 3840, commonDisplay, 'tall'],
    [1080, 1920, { diagonal: 55, distance: 6 }, 'narrow'],
  ] as const)('on %d x %d leads to a scene that has room for it', (width, height, display, arrangement) => {
    expect(arrangementFor({ width, height }, smallestText({ width, height }, display))).toBe(arrangement);
  });
});

describe('the address of a wall', () => {
  test('chooses language, theme and display', () => {
    const query = new URLSearchParams('lang=zh-CN&theme=light&diagonal=55&distance=6');
    expect(wallOptions(query)).toEqual({ lang: 'zh-CN', theme: 'light', display: { diagonal: 55, distance: 6 } });
  });

  test('is as if unsaid where it makes no sense', () => {
    const query = new URLSearchParams('lang=klingon&theme=neon&diagonal=-3&distance=far');
    expect(wallOptions(query)).toEqual({ lang: 'en', theme: 'dark', display: commonDisplay });
  });
});
