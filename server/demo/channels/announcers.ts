import type { Bulletin } from '#data/contract/bulletin.ts';
import type { Board } from '#data/contract/board.ts';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { BulletinId } from '#data/contract/ids.ts';
import { HOUR } from '#data/rules/civil-day.ts';
import { isOwn } from '#data/rules/decide-bulletin.ts';
import { capXml } from '../../intake/channels/cap/write/write-cap.ts';
import type { Intake } from '../../intake/intake.ts';
import type { Dice } from '../chance.ts';
import { person } from '../exercise.ts';
import type { Drill } from '../orders.ts';
import type { Voice } from './voices.ts';
import { drillEar, voiceOf, type Ways } from './ways.ts';

type Parts = { ways: Ways; intake: Intake; board: () => Board; drill: Drill; pack: CityPack; dice: Dice };

/** How often each speaks, ms. */
const rhythms = { weather: 3 * HOUR, centre: 6 * HOUR };
const WEATHER = 'weather-office@exercise.invalid';

/** Those who announce: the invented weather office by CAP, and the centre itself. */
export function createAnnouncers({ ways, intake, board, drill, pack, dice }: Parts): Record<string, Voice> {
  const ear = drillEar(ways.ear('cap', intake));
  const isChinese = pack.city.names.zh !== undefined;
  const last = (own: boolean) =>
    [...board().bulletins.values()]
      .filter((row) => row.exercise && isOwn(row) === own)
      .sort((a, b) => b.sent - a.sent)[0];

  /** What it says for these hours, in place of what it said for those before. */
  async function weather(_ref: string, at: number): Promise<void> {
    const sent = Math.floor(at / rhythms.weather) * rhythms.weather;
    const before = [...board().bulletins.values()].find(({ sender, sent: then }) => sender === WEATHER && then < sent);
    const words = forecasts[Math.floor(dice(`weather/${sent}`) * forecasts.length)]!;
    const where = { en: pack.city.names.en, zh: pack.city.names.zh ?? pack.city.names.en };
    const texts = (isChinese ? (['zh-CN', 'en'] as const) : (['en'] as const)).map((language) => {
      const tongue = language === 'en' ? 'en' : 'zh';
      const { event, description } = words[tongue];
      const said = opening[tongue];
      return {
        language,
        event,
        headline: said + event,
        description: said + description,
        where: where[tongue],
        senderName: office[tongue],
      };
    });
    const identifier = `exercise-${sent / HOUR}`;
    const alert: Bulletin = {
      id: identifier as BulletinId,
      rev: 1,
      issued: sent,
      exercise: true,
      elsewhere: false,
      sender: WEATHER,
      identifier,
      sent,
      severity: words.severity,
      urgency: 'Expected',
      certainty: 'Likely',
      categories: ['Met'],
      onset: sent,
      expires: sent + 2 * rhythms.weather,
      texts,
      shapes: [],
      areas: [],
      named: [],
      ...(before && { replaces: [{ sender: WEATHER, identifier: before.identifier, sent: before.sent }] }),
    };
    await ear.intake.alert(
      { source: voiceOf.weather, exercise: true },
      { bytes: Buffer.from(capXml(alert, pack.city)) },
    );
  }

  /** The centre says something of its own where nothing of its own stands. */
  async function centre(_ref: string, at: number): Promise<void> {
    if (last(true)) return;
    const { en, zh } = own;
    await drill(person('supervisor', 1, 0), 'bulletin', null, 'issue', {
      severity: 'Minor',
      category: 'Transport',
      headlineEn: opening.en + en.headline,
      descriptionEn: opening.en + en.description,
      ...(isChinese && { headlineZh: opening.zh + zh.headline, descriptionZh: opening.zh + zh.description }),
      expires: Math.floor(at) + rhythms.centre,
    });
  }

  return { weather: { every: rhythms.weather, says: weather }, centre: { every: rhythms.centre, says: centre } };
}

const opening = { en: 'Exercise: ', zh: '演练：' };
const office = { en: 'Exercise weather office (invented)', zh: '演练气象台（虚构）' };

const forecasts = [
  {
    severity: 'Moderate',
    en: { event: 'Strong wind', description: 'gusts of up to 20 m/s on open ground; secure what is loose.' },
    zh: { event: '大风', description: '空旷地带阵风可达20米/秒，请加固易被吹落物。' },
  },
  {
    severity: 'Moderate',
    en: { event: 'Icy roads', description: 'wet roads freeze over by night; allow more time to every call.' },
    zh: { event: '道路结冰', description: '夜间湿滑路面结冰，各类出动请预留更多时间。' },
  },
  {
    severity: 'Minor',
    en: { event: 'Dust', description: 'blowing dust, sight below 1 km at times.' },
    zh: { event: '扬沙', description: '有扬沙，能见度时有低于1公里。' },
  },
] as const;

const own = {
  en: { headline: 'Market street closed until evening', description: 'crews take the way round by the river.' },
  zh: { headline: '集市路段封闭至傍晚', description: '出动力量请沿河绕行。' },
};
