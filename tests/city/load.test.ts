import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { cityPackFiles } from '#data/contract/city-pack.ts';
import { loadCityPack } from '#server/city/load.ts';
import { folderOf, pack, type PackName } from './packs.ts';

describe('a city pack is data', () => {
  it.each(Object.keys(folderOf) as PackName[])('%s loads without a line of code of its own', async (name) => {
    const { city, cells } = await pack(name);
    expect(city.names.en).not.toBe('');
    expect(cells.length).toBeGreaterThan(0);
  });

  it('another continent, its summer time and its single language are nothing special', async () => {
    const { city, areas, categories } = await pack('port-alder');
    const offset = (month: string) =>
      new Intl.DateTimeFormat('en', { timeZone: city.timeZone, timeZoneName: 'longOffset' })
        .formatToParts(new Date(`2026-${month}-01T12:00:00Z`))
        .find((part) => part.type === 'timeZoneName')?.value;
    expect(offset('01')).not.toBe(offset('07'));
    expect(areas.every((area) => area.names.zh === undefined)).toBe(true);
    expect(categories.groups.map((group) => group.id)).toEqual(['crime', 'sea', 'town']);
  });
});

describe('a pack that contradicts itself is refused, and the message says where', () => {
  const made: string[] = [];
  afterEach(async () => {
    for (const folder of made.splice(0)) await rm(folder, { recursive: true });
  });

  /** Port Alder with one of its files changed by `edit`. */
  async function spoilt(file: keyof typeof cityPackFiles, edit: (part: never) => void): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'pack-'));
    made.push(folder);
    await cp(folderOf['port-alder'], folder, { recursive: true });
    const path = join(folder, `${file}.json`);
    const part = JSON.parse(await readFile(path, 'utf8')) as never;
    edit(part);
    await writeFile(path, JSON.stringify(part));
    return folder;
  }

  // What is spoilt has, on purpose, no type.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  const cases: [string, keyof typeof cityPackFiles, (part: any) => void, string][] = [
    ['a cell of no community', 'cells', (cells) => (cells[2].community = 'nowhere'), 'cells.json/2/community'],
    ['a cell of a district', 'cells', (cells) => (cells[2].community = 'harbour'), 'cells.json/2/community'],
    ['two cells of one name', 'cells', (cells) => (cells[5].id = cells[0].id), 'cells.json/5/id'],
    ['an open ring', 'cells', (cells) => cells[1].ring.pop(), 'cells.json/1/ring'],
    ['a missing parent', 'areas', (areas) => (areas[1].parent = 'nobody'), 'areas.json/1/parent'],
    ['a community right below a district', 'areas', (areas) => (areas[2].parent = 'harbour'), 'areas.json/2/parent'],
    ['a district below something', 'areas', (areas) => (areas[0].parent = 'hill'), 'areas.json/0/parent'],
    ['two areas of one name', 'areas', (areas) => (areas[1].id = 'harbour'), 'areas.json/1/id'],
    [
      'an unknown service',
      'categories',
      (all) => (all.categories[0].services = ['army']),
      'categories.json/categories/0/services/0',
    ],
    [
      'an unknown group',
      'categories',
      (all) => (all.categories[3].id = 'space/debris'),
      'categories.json/categories/3/id',
    ],
    [
      'one category twice',
      'categories',
      (all) => (all.categories[1].id = all.categories[0].id),
      'categories.json/categories/1/id',
    ],
    ['a street to nowhere', 'graph', (graph) => (graph.edges[7][1] = 999), 'graph.json/edges/7'],
    ['bounds beyond the reach', 'city', (city) => (city.bounds[0] = -80), 'city.json/bounds'],
    ['bounds the wrong way round', 'city', (city) => city.reach.reverse(), 'city.json/reach'],
    ['a time zone that is none', 'city', (city) => (city.timeZone = 'Moon/Tranquility'), 'city.json/timeZone'],
    ['a river without a course', 'land', (land) => delete land[0].line, 'land.json/0'],
    ['a place in no area', 'places', (places) => (places[0].area = 'sea'), 'places.json/0/area'],
    ['staff of no area', 'organisations', (all) => (all[0].area = 'sea'), 'organisations.json/0/area'],
    ['a wrong type', 'services', (services) => (services[1].units = 'many'), 'services.json/1/units'],
  ];

  it.each(cases)('%s', async (_, file, edit, where) => {
    await expect(loadCityPack(await spoilt(file, edit))).rejects.toThrow(`${where}: `);
  });

  // What is spoilt has, on purpose, no type.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  const services: [string, (service: any) => void, string][] = [
    ['of no category', (service) => (service.category = 'space/debris'), '/category'],
    ['of nobody', (service) => delete service.organisations, ''],
    ['of an unknown organisation', (service) => (service.organisations = ['army']), '/organisations/0'],
    [
      'of an unknown class',
      (service) => {
        delete service.organisations;
        service.organisationClass = 'army';
      },
      '/organisationClass',
    ],
    ['that is promised by never', (service) => (service.promise = { amount: 0, unit: 'hours' }), '/promise/amount'],
    ['with a name that no form has', (service) => (service.attributes[0].code = '__proto__'), '/attributes/0/code'],
    ['with a type that is none', (service) => (service.attributes[0].type = 'photo'), '/attributes/0/type'],
    ['with a list of nothing', (service) => (service.attributes[0].type = 'singlevaluelist'), '/attributes/0/values'],
    ['with one attribute twice', (service) => service.attributes.push(service.attributes[0]), '/attributes/1/code'],
  ];

  it.each(services)('a service %s', async (_, edit, where) => {
    const folder = await spoilt('land', () => undefined);
    const part = async (file: string) => JSON.parse(await readFile(join(folder, `${file}.json`), 'utf8')) as never;
    const [organisation] = (await part('organisations')) as { id: string }[];
    const { categories } = (await part('categories')) as { categories: { id: string }[] };
    const service = {
      id: 'mooring',
      names: { en: 'Mooring' },
      description: { en: 'A place at the quay.' },
      category: categories[0]!.id,
      organisations: [organisation!.id],
      promise: { amount: 2, unit: 'working-days' },
      attributes: [{ code: 'boat', type: 'string', names: { en: 'Name of the boat' } }],
    };
    const path = join(folder, 'catalogue.json');
    await writeFile(path, JSON.stringify([service]));
    expect((await loadCityPack(folder)).catalogue).toMatchObject([{ id: 'mooring', papers: [] }]);
    edit(service);
    await writeFile(path, JSON.stringify([service]));
    await expect(loadCityPack(folder)).rejects.toThrow(`catalogue.json/0${where}: `);
  });

  it('a quick answer that leaves open what nobody fills in, or is of nothing', async () => {
    const folder = await spoilt('land', () => undefined);
    const path = join(folder, 'quick-answers.json');
    const answer = { id: 'done', names: { en: 'Done' }, text: { en: '{number} is done by {due}.' } };
    await writeFile(path, JSON.stringify([answer]));
    expect((await loadCityPack(folder))['quick-answers']).toMatchObject([{ id: 'done', of: [] }]);
    await writeFile(path, JSON.stringify([{ ...answer, text: { en: 'Dear {name}' } }]));
    await expect(loadCityPack(folder)).rejects.toThrow('quick-answers.json/0/text/en: ');
    await writeFile(path, JSON.stringify([{ ...answer, of: ['space'] }]));
    await expect(loadCityPack(folder)).rejects.toThrow('quick-answers.json/0/of/0: ');
  });

  it('a file that is missing or is no JSON is named', async () => {
    const folder = await spoilt('land', () => undefined);
    await writeFile(join(folder, 'land.json'), '[{');
    await expect(loadCityPack(folder)).rejects.toThrow(/land\.json is not JSON/);
    await rm(join(folder, 'land.json'));
    await expect(loadCityPack(folder)).rejects.toThrow(/land\.json cannot be read/);
  });

  it('many faults are counted, not all told', async () => {
    const folder = await spoilt('cells', (cells: { community: string }[]) => {
      for (const cell of cells) cell.community = 'nowhere';
    });
    await expect(loadCityPack(folder)).rejects.toThrow(/and 40 more$/);
  });
});
