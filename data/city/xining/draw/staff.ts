import type { CityPlace, Names, Organisation } from '#data/contract/city-pack.ts';
import type { AreaId } from '#data/contract/ids.ts';
import type { Subdistrict } from './central.ts';
import type { Community } from './named.ts';

type Post = readonly [id: string, en: string, zh: string];
type Kind = { class: Organisation['class']; en: string; zh: string; posts: readonly Post[] };

/** The four organisations of the linkage, and the officer who is deputy secretary of the community. */
const inCommunity: readonly Kind[] = [
  {
    class: 'neighbourhood-committee',
    en: 'Neighbourhood Committee',
    zh: '居民委员会',
    posts: [
      ['director', 'Director', '主任'],
      ['grid-head', 'Head of Grid Staff', '网格长'],
      ['mediator', 'People’s Mediator', '人民调解员'],
    ],
  },
  {
    class: 'party-branch',
    en: 'Party Branch',
    zh: '党支部',
    posts: [
      ['secretary', 'Secretary', '书记'],
      ['deputy', 'Deputy Secretary', '副书记'],
    ],
  },
  { class: 'owners-committee', en: 'Owners’ Committee', zh: '业主委员会', posts: [['chair', 'Chair', '主任']] },
  {
    class: 'property-company',
    en: 'Property Company',
    zh: '物业公司',
    posts: [
      ['manager', 'Manager', '经理'],
      ['duty', 'Duty Desk', '值班'],
    ],
  },
  {
    class: 'community-police',
    en: 'Police Office',
    zh: '警务室',
    posts: [
      ['officer', 'Deputy Community Secretary in Police Uniform', '警察社区副书记'],
      ['assistant', 'Auxiliary Officer', '辅警'],
    ],
  },
];

const station: Kind = {
  class: 'dispute-station',
  en: 'Dispute Mediation Station',
  zh: '矛盾纠纷调解站',
  posts: [
    ['head', 'Head of Station', '站长'],
    ['mediator', 'Full-time Mediator', '专职调解员'],
    ['lawyer', 'Duty Lawyer', '值班律师'],
  ],
};

const agencies: readonly (Kind & { id: string })[] = [
  {
    id: 'public-security',
    class: 'agency',
    en: 'Public Security Bureau',
    zh: '公安局',
    posts: [['duty', 'Duty Officer', '值班民警']],
  },
  {
    id: 'urban-management',
    class: 'agency',
    en: 'Urban Management Bureau',
    zh: '城市管理局',
    posts: [['duty', 'Duty Officer', '值班员']],
  },
  {
    id: 'civil-affairs',
    class: 'agency',
    en: 'Civil Affairs Bureau',
    zh: '民政局',
    posts: [['duty', 'Duty Officer', '值班员']],
  },
  {
    id: 'fire-rescue',
    class: 'agency',
    en: 'Fire and Rescue Brigade',
    zh: '消防救援大队',
    posts: [['duty', 'Duty Officer', '值班员']],
  },
  { id: 'justice', class: 'agency', en: 'Justice Bureau', zh: '司法局', posts: [['duty', 'Duty Officer', '值班员']] },
];

export const staffCommunity = ({ id, names, village }: Community): Organisation[] =>
  inCommunity
    // A village has no owners' committee and no property company; its committee is the villagers'.
    .filter((kind) => !village || (kind.class !== 'owners-committee' && kind.class !== 'property-company'))
    .map((kind) => establish(`${id}-${kind.class}`, id, names, village ? asVillage(kind) : kind));

const asVillage = (kind: Kind): Kind =>
  kind.class === 'neighbourhood-committee' ? { ...kind, en: 'Villagers’ Committee', zh: '村民委员会' } : kind;

export const staffSubdistrict = (area: AreaId, { en, zh }: Subdistrict): Organisation =>
  establish(`${area}-dispute-station`, area, { en, zh }, station);

export const staffDistrict = (area: AreaId, names: Names): Organisation[] =>
  agencies.map((kind) => establish(`${area}-${kind.id}`, area, names, kind));

function establish(id: string, area: AreaId, of: Names, { class: kind, en, zh, posts }: Kind): Organisation {
  return {
    id,
    area,
    class: kind,
    names: { en: `${of.en} ${en}`, zh: `${of.zh}${zh}` },
    posts: posts.map(([post, en, zh]) => ({ id: `${id}-${post}`, names: { en, zh } })),
  };
}

/** A police station and a dispute station for a sub-district, where its blocks are. */
export function stationsOf(
  area: AreaId,
  { en, zh }: Subdistrict,
  at: readonly [CityPlace['at'], CityPlace['at']],
): CityPlace[] {
  const short = { en: en.replace(/ (Sub-district|Town)$/, ''), zh: zh.replace(/(街道|镇)$/, '') };
  return [
    {
      id: `police-${area}`,
      class: 'police',
      names: { en: `${short.en} Police Station`, zh: `${short.zh}派出所` },
      at: at[0],
      area,
    },
    {
      id: `dispute-${area}`,
      class: 'dispute-station',
      names: { en: `${short.en} Dispute Station`, zh: `${short.zh}调解站` },
      at: at[1],
      area,
    },
  ];
}
