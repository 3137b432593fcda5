import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { CallReading } from '#data/contract/call-line.ts';
import { createAreas } from '#server/city/areas.ts';
import { createGazetteer } from '#server/city/gazetteer/gazetteer.ts';
import { createLineReader, type LineReader } from '#server/city/line/read-line.ts';
import { createPlacing } from '#server/city/placing.ts';
import { pack } from './packs.ts';

let read: LineReader;
beforeAll(async () => {
  const xining = await pack('xining');
  read = createLineReader(xining, createGazetteer(xining, createAreas(xining), createPlacing(xining.cells)));
});
async function briefly(line: string) {
  const { categories, places, number, phone, said } = await read(line);
  return { what: categories[0], where: places[0]?.names.en, number, phone, said };
}

describe('what is written down of a call in one line', () => {
  test('holds what, where and whom to call back in any order', async () => {
    const whole = {
      what: 'public-security/theft',
      where: 'Shengli Road',
      number: '5',
      phone: '13997110001',
    };
    expect(await briefly('theft shengli road 5, caller 139 9711 0001')).toMatchObject({
      ...whole,
      phone: '139 9711 0001',
    });
    expect(await briefly('caller 13997110001 shengli road 5 theft')).toMatchObject(whole);
    expect(await briefly('13997110001, e-bike stolen at 5 Shengli Road')).toMatchObject(whole);
    expect(await briefly('胜利路5号电动车被偷 电话13997110001')).toMatchObject(whole);
  });

  test('keeps what else is said, without the place and the number', async () => {
    expect((await briefly('e-bike stolen at 5 Shengli Road, caller 13997110001')).said).toBe('e-bike stolen');
    expect((await briefly('两名男子在五四大街打架，有人受伤，电话 0971-6123456')).said).toBe(
      '两名男子，打架，有人受伤',
    );
    expect((await briefly('red door on the left')).said).toBe('red door on the left');
  });

  test('is understood in pinyin, together or apart', async () => {
    expect(await briefly('daoqie shenglilu')).toMatchObject({ what: 'public-security/theft', where: 'Shengli Road' });
    expect(await briefly('che huo xi guan da jie')).toMatchObject({
      what: 'public-security/traffic-accident',
      where: 'Xiguan Street',
    });
  });

  test('names a place by a part of it, a community and a cell too', async () => {
    expect(await briefly('fire beiguan')).toMatchObject({ what: 'hidden-danger/fire', where: 'Beiguan Community' });
    expect(await briefly('漏水 北关社区')).toMatchObject({ what: 'livelihood/leakage', where: 'Beiguan Community' });
    expect(await briefly('dog in beiguan community 2')).toMatchObject({
      what: 'city-order/stray-dog',
      where: 'Beiguan Community 2',
      said: 'dog',
    });
    expect((await briefly('noise xinning squ')).where).toBe('Xinning Square');
  });

  test('takes the number of a building for no cell, and no number beside a community for that of a house', async () => {
    expect(await briefly('老人摔倒 北关社区2号楼')).toMatchObject({
      where: 'Beiguan Community',
      said: '老人摔倒，2号楼',
    });
    expect(await briefly('old man fallen, unit 2, beiguan community')).toMatchObject({
      where: 'Beiguan Community',
      number: undefined,
      said: 'old man fallen, unit 2',
    });
  });

  test('means the crossing of two streets that it names side by side', async () => {
    const { places } = await read('crash tongren road and shengli road');
    expect(places.map(({ kind }) => kind)).toEqual(['crossing']);
    expect(places[0]!.names).toEqual({ en: 'Tongren Road / Shengli Road', zh: '同仁路与胜利路交叉口' });
    expect((await read('胜利路与同仁路车祸')).places[0]!.at).toEqual(places[0]!.at);
    expect((await briefly('crash tongren road and shengli road')).said).toBe('crash');
  });

  test('takes a name that holds the name of a kind of case for a place', async () => {
    expect(await briefly('theft xining railway station')).toMatchObject({
      what: 'public-security/theft',
      where: 'Xining Railway Station',
    });
  });

  test('brings the crossings of a street that stands alone', async () => {
    const { places } = await read('shengli road');
    expect(places[0]).toMatchObject({ kind: 'street' });
    expect(places.slice(1).some(({ kind }) => kind === 'crossing')).toBe(true);
  });

  test('may hold nothing of all this', async () => {
    expect(await read('')).toEqual({ categories: [], places: [], said: '' });
    expect(await read('please hold')).toEqual({ categories: [], places: [], said: 'please hold' });
    expect((await read('year 2026, flat 12')).phone).toBeUndefined();
  });

  test('is read in shape whatever is in it, and loses no letter that is no place and no number', async () => {
    const bits = fc.constantFrom(
      'theft',
      '胜利路',
      '5号',
      ' ',
      ',',
      '13997110001',
      'and',
      '\u202e',
      '🚲',
      "people's",
      'é',
      '×',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.array(bits).map((all) => all.join('')),
          fc.string({ maxLength: 60, unit: 'grapheme' }),
        ),
        async (line) => {
          const reading = CallReading.parse(await read(line));
          expect(reading.said.length).toBeLessThanOrEqual(line.length + 4);
        },
      ),
      { numRuns: 300 },
    );
  });
});
