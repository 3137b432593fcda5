import type { CityPlace } from '#data/contract/city-pack.ts';
import type { Km } from './frame.ts';
import { path } from './stroke.ts';

export type Sight = { id: string; class: CityPlace['class']; en: string; zh: string; at: Km };

/** Places that people steer by; where they stand is schematic. `id | class | English | Chinese | at` */
export const sights: readonly Sight[] = read(`
  command-centre | command-centre | Grass-roots Governance Command Centre | 基层治理指挥中心 | -0.3 0.25
  railway-station | station | Xining Railway Station | 西宁站 | 2.98 1.2
  west-railway-station | station | Xining West Railway Station | 西宁西站 | -8.25 4.5
  jianguo-bus-station | station | Jianguo Road Bus Station | 建国路客运站 | 3.12 0.72
  dashizi | square | Dashizi | 大十字 | 0 0
  central-square | square | Central Square | 中心广场 | -0.42 0.42
  xinning-square | square | Xinning Square | 新宁广场 | -3.1 0.75
  haihu-square | square | Haihu Square | 海湖广场 | -5.7 1.95
  dongguan-mosque | mosque | Dongguan Great Mosque | 东关清真大寺 | 1.5 -0.32
  beishan-temple | temple | Beishan (Tulou) Temple | 北山土楼观 | 0.98 2.85
  nanshan-temple | temple | Nanshan Temple | 南禅寺 | 0.35 -1.55
  provincial-museum | museum | Qinghai Provincial Museum | 青海省博物馆 | -3.25 1.05
  tibetan-culture-museum | museum | Tibetan Culture Museum | 青海藏文化博物院 | -2.55 8.04
  qinghai-university | school | Qinghai University | 青海大学 | -2.6 6.28
  qinghai-normal-university | school | Qinghai Normal University | 青海师范大学 | -2.55 -0.15
  qinghai-minzu-university | school | Qinghai Minzu University | 青海民族大学 | 5.1 -1.1
  provincial-hospital | hospital | Qinghai Provincial People’s Hospital | 青海省人民医院 | 1.72 0.12
  university-hospital | hospital | Affiliated Hospital of Qinghai University | 青海大学附属医院 | -2.45 0.45
  red-cross-hospital | hospital | Qinghai Red Cross Hospital | 青海红十字医院 | 0.18 -0.63
  first-hospital | hospital | Xining First People’s Hospital | 西宁市第一人民医院 | 2.55 -0.62
  second-hospital | hospital | Xining Second People’s Hospital | 西宁市第二人民医院 | -2.1 3.0
  third-hospital | hospital | Xining Third People’s Hospital | 西宁市第三人民医院 | -4.95 4.55
  tibetan-hospital | hospital | Qinghai Tibetan Hospital | 青海省藏医院 | 2.4 -1.12
  cardiovascular-hospital | hospital | Qinghai Cardiovascular Hospital | 青海省心脑血管病专科医院 | -1.2 -2.0
  haihu-hospital | hospital | Haihu District Hospital | 海湖医院 | -6.7 2.7
  lejiawan-hospital | hospital | Lejiawan Hospital | 乐家湾医院 | 7.9 -3.0
  shuijing-market | market | Shuijing Alley Market | 水井巷市场 | -0.42 -0.2
  mojia-market | market | Mojia Street Market | 莫家街市场 | 0.3 -0.22
  limeng-street | market | Limeng Walking Street | 力盟步行街 | -3.95 1.2
  xiaoqiao-market | market | Xiaoqiao Market | 小桥市场 | -1.75 3.6
  city-government | government | Xining Municipal Government | 西宁市人民政府 | -0.35 -0.62
  chengdong-government | government | Chengdong District Government | 城东区人民政府 | 2.3 -0.42
  chengzhong-government | government | Chengzhong District Government | 城中区人民政府 | 0.5 -0.25
  chengxi-government | government | Chengxi District Government | 城西区人民政府 | -1.85 -0.25
  chengbei-government | government | Chengbei District Government | 城北区人民政府 | -0.9 3.7
`).map(([id, kind, en, zh, at]) => ({ id, class: kind as CityPlace['class'], en, zh, at: path(at)[0]! }));

/** A park takes whole blocks: the nearest to `at`, those along a river where one is named. */
export type Park = { id: string; en: string; zh: string; at: Km; blocks: number; along?: string };

/** `id | English | Chinese | at | blocks, and along which river` */
export const parks: readonly Park[] = read(`
  renmin-park | Renmin Park | 人民公园 | -1.45 1.62 | 3
  qilin-bay-park | Qilin Bay Park | 麒麟湾公园 | -1.75 1.9 | 3 huangshui
  haihu-wetland | Haihu Wetland Park | 海湖湿地公园 | -5.4 3.15 | 6 huangshui
  ninghu-wetland | Ninghu Wetland Park | 宁湖湿地公园 | -9.2 3.7 | 5 huangshui
  beichuan-wetland | Beichuan Wetland Park | 北川湿地公园 | -2.0 5.9 | 7 beichuan
  nanshan-park | Nanshan Park | 南山公园 | 0.55 -1.45 | 3
  beishan-park | Beishan Park | 北山公园 | 1.0 2.9 | 2
  wenhua-park | Wenhua Park | 文化公园 | 0.5 1.15 | 1
  childrens-park | Children’s Park | 儿童公园 | -1.9 -0.65 | 1
  xishan-botanical-garden | Xishan Botanical Garden | 西山植物园 | -4.0 -0.05 | 3
  huangshui-forest-park | Huangshui Forest Park | 湟水森林公园 | 7.6 -1.95 | 5 huangshui
  nanchuan-park | Nanchuan Park | 南川公园 | -2.1 -3.0 | 5 nanchuan
`).map(([id, en, zh, at, size]) => {
  const [blocks, along] = size.split(' ') as [string, string?];
  return { id, en, zh, at: path(at)[0]!, blocks: Number(blocks), ...(along !== undefined && { along }) };
});

type Row = [string, string, string, string, string];

function read(table: string): Row[] {
  return table
    .trim()
    .split('\n')
    .map((row) => row.trim().split(' | ') as Row);
}
