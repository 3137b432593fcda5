import { beforeAll, describe, expect, test } from 'vitest';
import { createAreas } from '#server/city/areas.ts';
import { createPlacing } from '#server/city/placing.ts';
import { createCitySearch, type CitySearch } from '#server/city/search.ts';
import { pack } from './packs.ts';

let search: CitySearch;
beforeAll(async () => {
  const xining = await pack('xining');
  search = createCitySearch(xining, createAreas(xining), createPlacing(xining.cells));
});
const names = (text: string, limit = 10) => search(text, limit).map((found) => found.names.en);

describe('a place that a caller names', () => {
  test('is found in either language, whichever the page speaks', () => {
    expect(names('新宁广场')).toEqual(['Xinning Square']);
    expect(names('Xinning Square')).toEqual(['Xinning Square']);
    expect(search('北关社区', 1)).toMatchObject([{ kind: 'community', names: { en: 'Beiguan Community' } }]);
    expect(search('五四大街', 1)).toMatchObject([{ kind: 'street', names: { en: 'Wusi Avenue' } }]);
  });

  test('is found as people write it: in any case, apart, without accents and apostrophes, its words in any order', () => {
    expect(names('xin ning square')).toEqual(['Xinning Square']);
    expect(names("qinghai provincial people's hospital")).toEqual(['Qinghai Provincial People’s Hospital']);
    expect(names('hospital tibetan')).toEqual(['Qinghai Tibetan Hospital']);
    expect(names('XÍNNÍNG SQ')).toEqual(['Xinning Square']);
  });

  test('comes before what only holds its name', () => {
    expect(names('xiguan street')[0]).toBe('Xiguan Street');
    expect(names('xiguan street').length).toBeGreaterThan(1);
    expect(names('西关大街')[0]).toBe('Xiguan Street');
  });

  test('says in which areas it lies, a community in its own', () => {
    const [found] = search('Beiguan Community', 1);
    expect(found!.areas).toContain(found!.id);
    expect(found!.areas).toHaveLength(3);
  });

  test('is not found by what is no name, and never more than asked for', () => {
    expect(names('…')).toEqual([]);
    expect(names('no such street')).toEqual([]);
    expect(names('community', 5)).toHaveLength(5);
  });
});
