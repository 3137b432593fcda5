import { beforeAll, describe, expect, test } from 'vitest';
import { createAreas } from '#server/city/areas.ts';
import { createPlacing } from '#server/city/placing.ts';
import { createGazetteer } from '#server/city/gazetteer/gazetteer.ts';
import { createCitySearch, type CitySearch } from '#server/city/gazetteer/search.ts';
import { pack } from './packs.ts';

let search: CitySearch;
beforeAll(async () => {
  const xining = await pack('xining');
  search = createCitySearch(createGazetteer(xining, createAreas(xining), createPlacing(xining.cells)));
});
const names = async (text: string, limit = 10) => (await search(text, limit)).map((found) => found.names.en);

describe('a place that a caller names', () => {
  test('is found in either language, whichever the page speaks', async () => {
    expect(await names('新宁广场')).toEqual(['Xinning Square']);
    expect(await names('Xinning Square')).toEqual(['Xinning Square']);
    expect(await search('北关社区', 1)).toMatchObject([{ kind: 'community', names: { en: 'Beiguan Community' } }]);
    expect(await search('五四大街', 1)).toMatchObject([{ kind: 'street', names: { en: 'Wusi Avenue' } }]);
  });

  test('is found as people write it: in any case, apart, without accents and apostrophes, its words in any order', async () => {
    expect(await names('xin ning square')).toEqual(['Xinning Square']);
    expect(await names("qinghai provincial people's hospital")).toEqual(['Qinghai Provincial People’s Hospital']);
    expect(await names('hospital tibetan')).toEqual(['Qinghai Tibetan Hospital']);
    expect(await names('XÍNNÍNG SQ')).toEqual(['Xinning Square']);
  });

  test('comes before what only holds its name', async () => {
    expect((await names('xiguan street'))[0]).toBe('Xiguan Street');
    expect((await names('xiguan street')).length).toBeGreaterThan(1);
    expect((await names('西关大街'))[0]).toBe('Xiguan Street');
  });

  test('says in which areas it lies, a community in its own', async () => {
    const [found] = await search('Beiguan Community', 1);
    expect(found!.areas).toContain(found!.id);
    expect(found!.areas).toHaveLength(3);
  });

  test('is not found by what is no name, and never more than asked for', async () => {
    expect(await names('…')).toEqual([]);
    expect(await names('no such street')).toEqual([]);
    expect(await names('community', 5)).toHaveLength(5);
  });

  test('is found in pinyin, together or apart', async () => {
    expect((await names('xi guan da jie'))[0]).toBe('Xiguan Street');
    expect((await names('wusidajie'))[0]).toBe('Wusi Avenue');
  });

  test('may be a cell, or where two streets meet', async () => {
    expect(await search('北关社区 2', 1)).toMatchObject([{ kind: 'cell', names: { en: 'Beiguan Community 2' } }]);
    const [met] = await search('Shengli Road / Tongren Road', 1);
    expect(met).toMatchObject({ kind: 'crossing', names: { zh: '胜利路与同仁路交叉口' } });
    expect(await search('胜利路与同仁路', 1)).toMatchObject([{ kind: 'crossing', at: met!.at }]);
    expect((await names('gonghe'))[0]).toBe('Gonghe Road');
    expect((await names('共和路'))[0]).toBe('Gonghe Road');
  });
});
