import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { freshness } from '#client/parts/freshness.ts';
import { madePack } from '#client/gallery/made-pack.ts';
import { screen as screenChinese } from '#client/words/shared/zh/screen.ts';
import { cityNames } from '#client/words/shared/city-names.ts';
import { screen as screenEnglish } from '#client/words/shared/en/screen.ts';
import { createSpeech } from '#client/words/shared/speech.ts';
import { wall as wallEnglish } from '#client/words/wall/en/wall.ts';
import { wall as wallChinese } from '#client/words/wall/zh/wall.ts';

const english = { ...screenEnglish, ...wallEnglish };
const chinese = { ...screenChinese, ...wallChinese };
const en = createSpeech('en', 'Asia/Shanghai');
const zh = createSpeech('zh-CN', 'Asia/Shanghai');
const noon = Date.UTC(2026, 10, 26, 4);

/** Every phrase of a dictionary with the path to it; functions are asked with sample words. */
function* phrases(words: object, path = ''): Generator<[string, string]> {
  for (const [key, value] of Object.entries(words)) {
    if (typeof value === 'string') yield [path + key, value];
    else if (typeof value === 'function') yield [path + key, String(value('7', '8', '9', '10'))];
    else yield* phrases(value as object, `${path}${key}.`);
  }
}

describe('the dictionaries', () => {
  test('say the same things', () => {
    expect([...phrases(chinese)].map(([path]) => path)).toEqual(
      [...phrases({ ...english, levelEndings: chinese.levelEndings })].map(([path]) => path),
    );
  });

  test('leave nothing English in the Chinese one', () => {
    const foreign = [...phrases(chinese)].filter(([, said]) => /[a-z]{3}/i.test(said));
    expect(foreign).toEqual([]);
  });

  test('say a priority in one way in each language, on every page', () => {
    expect([1, 2, 3, 4].map(en.words.priority)).toEqual(['P1', 'P2', 'P3', 'P4']);
    expect([1, 2, 3, 4].map(zh.words.priority)).toEqual(['一级', '二级', '三级', '四级']);
    const files = readdirSync('client', { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(ts|svelte)$/.test(name),
    );
    const written = files.filter((name) => {
      const text = readFileSync(join('client', name), 'utf8');
      if (name.includes('/zh/')) return /P[1-4]\b/.test(text);
      return !name.startsWith('words') && /\bP(\{|\$\{)[\w.]*priority/.test(text);
    });
    expect(written).toEqual([]);
  });

  test.each([
    ['incidents', /事件/],
    ['units', /巡逻力量/],
    ['alarms', /告警/],
    ['grid', /网格/],
  ] as const)('use the field’s Chinese word for %s', (panel, word) => {
    expect(chinese[panel].title).toMatch(word);
  });
});

describe('times', () => {
  test('are the city’s, in 24 hours, with the day only where it is another', () => {
    expect(en.clock(noon)).toBe('12:00:00');
    expect(en.clock(noon - 13 * 3_600_000, noon)).toBe('25 Nov 23:00:00');
    expect(en.clock(Date.UTC(2026, 10, 25, 16), noon)).toBe('00:00:00');
    expect(createSpeech('en', 'America/Chicago').clock(noon)).toBe('22:00:00');
    expect(zh.date(noon)).toMatch(/2026年11月26日/);
  });

  test('long ago are said in two parts at most', () => {
    const minute = 60_000;
    const said = [45_000, 3 * minute, 135 * minute, 120 * minute, 26 * 60 * minute].map((ms) => en.span(ms));
    expect(said).toEqual(['45 s', '3 min', '2 h 15', '2 h', '1 d 2 h']);
    expect(zh.span(135 * minute)).toBe('2 时 15 分');
  });
});

describe('the age of a panel', () => {
  test('is quiet while it is fresh, and loud after six seconds of silence', () => {
    expect(freshness(noon, noon + 6000, en)).toMatchObject({ state: 'fresh', said: 'as of 12:00:00' });
    expect(freshness(noon, noon + 6001, en)).toMatchObject({ state: 'stale', old: '6 s old' });
    expect(freshness(noon, noon + 600_000, zh)).toMatchObject({
      state: 'stale',
      said: '截至 12:00:00',
      old: '已过 10 分',
    });
    expect(freshness(null, noon, en)).toMatchObject({ state: 'unknown', said: 'no data yet' });
  });
});

describe('names', () => {
  const names = cityNames(madePack, en);

  test('come from the city pack, in the viewer’s language', () => {
    expect(names.category('public-security/theft')).toBe('Theft');
    expect(cityNames(madePack, zh).category('public-security/theft')).toBe('盗窃');
  });

  test('fall back from the kind to its group, and then to the id', () => {
    const [group] = madePack.categories.groups;
    expect(names.category(`${group!.id}/never-heard-of`)).toBe(group!.names.en);
    expect(names.category('else/where')).toBe('else/where');
  });

  test('leave out what the column already says', () => {
    const district = madePack.areas.find(
      ({ level, names: { en } }) => level === 'district' && en.endsWith(' District'),
    )!;
    expect(names.brief(district.id)).toBe(district.names.en.replace(' District', ''));
    expect(cityNames(madePack, zh).brief(district.id)).toBe(district.names.zh);
  });
});
