import type { Area, Names } from '#data/contract/city-pack.ts';
import { AreaId } from '#data/contract/ids.ts';
import { chengbei, chengdong, chengxi, chengzhong, type Subdistrict } from './central.ts';
import { outlying } from './outlying.ts';

export type Community = { id: AreaId; names: Names; village: boolean };

const central = [
  { code: '630102', names: { en: 'Chengdong District', zh: '城东区' }, subdistricts: chengdong },
  { code: '630103', names: { en: 'Chengzhong District', zh: '城中区' }, subdistricts: chengzhong },
  { code: '630104', names: { en: 'Chengxi District', zh: '城西区' }, subdistricts: chengxi },
  { code: '630105', names: { en: 'Chengbei District', zh: '城北区' }, subdistricts: chengbei },
];

/** A sub-district's communities, numbered in the order of their list. */
export function communitiesOf(subdistrict: Subdistrict): Community[] {
  return subdistrict.communities.map((word, i) => {
    const [zh, en] = word.split('=') as [string, string];
    const village = zh.endsWith('*');
    const plain = en.replaceAll('_', ' ');
    return {
      id: AreaId.parse(subdistrict.code + String(i + 1).padStart(3, '0')),
      names: village
        ? { en: `${plain} Village`, zh: `${zh.slice(0, -1)}村` }
        : { en: `${plain} Community`, zh: `${zh}社区` },
      village,
    };
  });
}

/** All districts, sub-districts and communities of Xining. */
export function nameAreas(): Area[] {
  const id = (code: string) => AreaId.parse(code);
  const areas: Area[] = [];
  for (const district of central) {
    areas.push({ id: id(district.code), level: 'district', names: district.names });
    for (const subdistrict of district.subdistricts) {
      const { code, en, zh } = subdistrict;
      areas.push({ id: id(code), level: 'subdistrict', parent: id(district.code), names: { en, zh } });
      for (const community of communitiesOf(subdistrict))
        areas.push({ id: community.id, level: 'community', parent: id(code), names: community.names });
    }
  }
  for (const { code, en, zh, towns } of outlying) {
    areas.push({ id: id(code), level: 'district', names: { en, zh } });
    for (const [town, names] of Object.entries(towns)) {
      const [zh, en] = names.split('=') as [string, string];
      areas.push({ id: id(town), level: 'subdistrict', parent: id(code), names: { en, zh } });
    }
  }
  return areas;
}
