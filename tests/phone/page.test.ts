import { describe, expect, test } from 'vitest';
import { drawCell } from '#client/phone/city/drawing.ts';
import { isOnDuty, isWorthSending, type Here } from '#client/phone/duty/sharing.ts';
import { keptAnswer } from '#client/phone/install/shell.ts';
import { newId } from '#client/page/new-id.ts';
import { phoneOptions, themeAt } from '#client/phone/options.ts';
import { fitWithin } from '#client/page/shrink-photo.ts';
import { hashOf, screenOf, type Screen } from '#client/phone/route.ts';
import { lineOf } from '#client/phone/work/line.ts';
import { metresBetween } from '#data/kit/metres.ts';
import { createAreas } from '#server/city/areas.ts';
import { sketchOf } from '#server/city/sketch.ts';
import { makeUnit } from '../support/make-rows.ts';
import { makePack, packCell } from '../support/pack.ts';

const SECOND = 1000;

describe('how old what is shown is', () => {
  const last = { askedAt: 10_000, asOf: 5_000_000 };
  const fine = { failed: false, refused: false };

  test('counts from the asking, and is said to be old after 20 seconds', () => {
    expect(lineOf(last, fine, 10_000 + 20 * SECOND)).toEqual({ state: 'fresh', asOf: 5_000_000, ageMs: 20_000 });
    expect(lineOf(last, fine, 10_001 + 20 * SECOND).state).toBe('stale');
  });

  test('is never fresh while the newest asking got no answer', () => {
    expect(lineOf(last, { ...fine, failed: true }, 10_001)).toMatchObject({ state: 'lost', asOf: 5_000_000 });
    expect(lineOf(null, { ...fine, failed: true }, 10_001).state).toBe('lost');
  });

  test('is no broken line while the server has yet to answer for the first time, nor where it refuses', () => {
    expect(lineOf(null, fine, 10_001).state).toBe('none');
    expect(lineOf(null, { ...fine, refused: true }, 10_001).state).toBe('refused');
    expect(lineOf(last, { ...fine, refused: true }, 10_001).state).toBe('refused');
  });
});

describe('the own position', () => {
  const here = (over: Partial<Here>): Here => ({ at: 0, lon: 101.778, lat: 36.617, accuracy: 5, ...over });
  const north = (metres: number) => 36.617 + metres / 111_195;

  test('goes out when it has moved 20 metres, never more often than every 5 seconds', () => {
    expect(isWorthSending(null, here({}))).toBe(true);
    expect(isWorthSending(here({}), here({ at: 4_999, lat: north(500) }))).toBe(false);
    expect(isWorthSending(here({}), here({ at: 5_000, lat: north(21) }))).toBe(true);
    expect(isWorthSending(here({}), here({ at: 5_000, lat: north(19) }))).toBe(false);
  });

  test('goes out every 30 seconds from a crew that stands still, so that it does not seem silent', () => {
    expect(isWorthSending(here({}), here({ at: 29_999 }))).toBe(false);
    expect(isWorthSending(here({}), here({ at: 30_000 }))).toBe(true);
  });

  test('is measured on the ground', () => {
    expect(metresBetween([101.778, 36.617], [101.778, north(100)])).toBeCloseTo(100, 1);
  });

  test('is nobody’s business off duty', () => {
    expect(isOnDuty(makeUnit({ reason: 'onscene' }))).toBe(true);
    expect(isOnDuty(makeUnit({ reason: 'offduty' }))).toBe(false);
    expect(isOnDuty(undefined)).toBe(false);
  });
});

describe('the service worker', () => {
  const asked = (path: string, over: object = {}) =>
    keptAnswer({ method: 'GET', mode: 'cors', url: `https://city.example${path}`, ...over }, 'https://city.example');

  test('holds the page and its parts', () => {
    expect(asked('/phone?lang=zh-CN', { mode: 'navigate' })).toBe('/phone');
    expect(asked('/assets/phone-abc.js')).toBe('/assets/phone-abc.js');
    expect(asked('/phone/icon.svg')).toBe('/phone/icon.svg');
  });

  test.each(['/api/v1/work', '/api/v1/city/brief', '/api/v1/photos/ab', '/console', '/wall'])(
    'never answers for %s',
    (path) => {
      expect(asked(path)).toBeNull();
      expect(asked(path, { mode: 'navigate' })).toBeNull();
    },
  );

  test('answers for no other site and for nothing that changes something', () => {
    expect(
      keptAnswer({ method: 'GET', mode: 'cors', url: 'https://else.where/assets/a.js' }, 'https://city.example'),
    ).toBeNull();
    expect(asked('/phone', { method: 'POST', mode: 'navigate' })).toBeNull();
  });
});

describe('the page', () => {
  test.each<Screen>([
    { at: 'work' },
    { at: 'report' },
    { at: 'duty' },
    { at: 'incident', id: 'a/b %' },
    { at: 'visit', id: 'cell-1:fire' },
    { at: 'danger', id: 'd1' },
  ])('is found again by its address: %j', (screen) => {
    expect(screenOf(hashOf(screen))).toEqual(screen);
  });

  test('shows the list of work for an address that means nothing', () => {
    for (const hash of ['', '#', '#/nowhere', '#/incident/', '#/visit']) expect(screenOf(hash)).toEqual({ at: 'work' });
    expect(screenOf('#/incident/%E0%A4%A')).toEqual({ at: 'incident', id: '%E0%A4%A' });
  });

  test('takes language and light from the address, then from the choice, then from phone and time', () => {
    const query = (text: string) => new URLSearchParams(text);
    expect(phoneOptions(query('lang=en&theme=dark'), { lang: 'zh-CN' }, 'zh-CN')).toEqual({
      lang: 'en',
      theme: 'dark',
    });
    expect(phoneOptions(query(''), { lang: 'zh-CN', theme: 'light' }, 'en')).toEqual({ lang: 'zh-CN', theme: 'light' });
    expect(phoneOptions(query('theme=pink'), {}, 'zh-Hans')).toEqual({ lang: 'zh-CN', theme: 'auto' });
    expect([5, 6, 19, 20].map((hour) => themeAt('auto', hour))).toEqual(['dark', 'light', 'light', 'dark']);
    expect(themeAt('light', 23)).toBe('light');
  });

  test('makes ids that are UUIDs', () => {
    const bytes = (fill: number) => newId((into) => into.fill(fill));
    expect(bytes(0xff)).toBe('ffffffff-ffff-4fff-bfff-ffffffffffff');
    expect(bytes(0)).toBe('00000000-0000-4000-8000-000000000000');
    expect(newId()).not.toBe(newId());
  });

  test('makes photos small and never larger', () => {
    expect(fitWithin(4000, 3000)).toEqual({ width: 1600, height: 1200 });
    expect(fitWithin(3000, 4000)).toEqual({ width: 1200, height: 1600 });
    expect(fitWithin(640, 480)).toEqual({ width: 640, height: 480 });
    expect(fitWithin(90_000, 2)).toEqual({ width: 1600, height: 1 });
  });

  test('draws a cell within the picture, north up', () => {
    const pack = makePack();
    const sketch = sketchOf(pack, createAreas(pack), packCell(2, 2))!;
    const drawing = drawCell(sketch, 200);
    const corners = sketch.ring.map(drawing.at);
    for (const { x, y } of corners) expect(x >= 0 && x <= 320 && y >= 0 && y <= 200).toBe(true);
    const [first, second] = [drawing.at(sketch.anchor), drawing.at([sketch.anchor[0], sketch.anchor[1] + 0.001])];
    expect(second.y).toBeLessThan(first.y);
    expect(first).toEqual({ x: 160, y: 100 });
  });
});
