import type { Report } from '#data/contract/api.ts';
import type { Card } from '#data/contract/card.ts';
import type { CityPack } from '#data/contract/city-pack.ts';
import { createHearWebhook } from '../../intake/channels/webhooks/hear-webhook.ts';
import { signWebhook } from '../../intake/channels/webhooks/sign-webhook.ts';
import type { Intake } from '../../intake/intake.ts';
import type { Dice } from '../chance.ts';
import { DEMO_SOURCE, demoSender } from '../exercise.ts';
import type { Arrival } from '../past/arrivals.ts';
import type { Teller } from '../past/invented.ts';
import { patternOf } from '../rhythm.ts';
import { spokenIn } from '../spoken.ts';
import type { Voice } from './voices.ts';
import { drillEar, type Ways } from './ways.ts';

type Parts = {
  ways: Ways;
  /** The demo's own door. */
  intake: Intake;
  pack: CityPack;
  dice: Dice;
  tell: Teller;
  /** Since when the demo lives through its day, and since when somebody looks; ms. */
  lived: number;
  lookedAt: number;
};

export type Reporters = {
  /** What happens reaches the city by the ways that a city has: as much of it as without them. */
  report(arrivals: readonly Arrival[], now: number): Promise<void>;
  /** Those who are heard at the first look. */
  voices: Record<string, Voice>;
};

/** Of what is reported, the shares that come by the hotline, by a contact card and from an agency; the rest by plain HTTP. */
const shares = { hotline: 0.3, card: 0.12, agency: 0.08 };
type Way = keyof typeof shares | 'plain';
/** Communities in which a card hangs, and one of them in whose every cell one does. */
const CARD_PLACES = 3;
const CODE_LENGTH = 20;
const TOO_MANY = 'more than 3 by address, unsolved';

/** Those who report through channels: callers of the hotline, readers of a card, an agency's own system. */
export function createReporters({ ways, intake, pack, dice, tell, lived, lookedAt }: Parts): Reporters {
  const { both } = spokenIn(pack);
  const ears = {
    plain: drillEar(ways.ear('http', intake)),
    hotline: drillEar(ways.ear('open311', intake)),
    card: drillEar(ways.ear('card', intake)),
    agency: drillEar(ways.ear('webhooks', intake)),
  };
  const known = pack.categories.categories;
  let hung: Promise<unknown> | undefined;
  let agencySecret: Promise<string | null> | undefined;
  const hear = createHearWebhook({ agencies: ways.agencies, read: ways.read, ear: ears.agency });

  /** Before anybody looks no channel is heard: it has begun with the process. */
  const doorOf = (way: Way, now: number): Pick<Intake, 'report'> => (now >= lookedAt ? ears[way].intake : intake);
  const senders = {
    plain: demoSender,
    hotline: { ...demoSender, answer: 'owed' },
    card: { ...demoSender, answer: 'owed' },
  } as const;

  function wayOf({ ref, at }: Arrival, { mode }: Report, now: number): Way {
    if (at < lived || mode === 'discovered') return 'plain';
    const u = dice(`${ref}/way`);
    if (u < shares.hotline) return 'hotline';
    if (u < shares.hotline + shares.card) return 'card';
    return u < shares.hotline + shares.card + shares.agency && now >= lookedAt ? 'agency' : 'plain';
  }

  async function report(arrivals: readonly Arrival[], now: number): Promise<void> {
    const by: Record<Way, Report[]> = { plain: [], hotline: [], card: [], agency: [] };
    for (const arrival of arrivals) {
      const told = tell(arrival);
      by[wayOf(arrival, told, now)].push(told);
    }
    for (const way of ['plain', 'hotline', 'card'] as const)
      if (by[way].length > 0)
        await doorOf(way, now).report(senders[way], by[way].map(way === 'card' ? nameless : asIs));
    for (const told of by.agency) await byAgency(told);
  }
  /** A card asks nobody for a number. */
  const nameless = ({ contact: _none, ...told }: Report): Report => told;
  const asIs = (told: Report) => told;

  /** A case of the street, which a crew sees to within the day. */
  function happens(ref: string, at: number): Arrival {
    const short = known.filter((each) => !each.dwelling && each.priority > 1 && patternOf(each) === 'street');
    const from = short.length > 0 ? short : known;
    const category = from[Math.floor(dice(`${ref}/category`) * from.length)]!;
    return { ref, at, category, cell: Math.floor(dice(`${ref}/cell`) * pack.cells.length) };
  }

  async function hang(): Promise<void> {
    const communities = pack.areas.filter(({ level }) => level === 'community');
    const bytesOf = (place: Card['place']) =>
      Array.from({ length: CODE_LENGTH }, (_, i) => Math.floor(256 * dice(`card/${JSON.stringify(place)}/${i}`)));
    for (let i = 0; i < CARD_PLACES && communities.length > 0; i++) {
      const [place] = communities.splice(Math.floor(dice(`card/place/${i}`) * communities.length), 1);
      const kinds = i === 0 ? (['community', 'cell'] as const) : (['community'] as const);
      for (const kind of kinds) await ways.cards(place!.id, kind, bytesOf);
    }
  }

  async function secret(): Promise<string | null> {
    const mapping = {
      when: { columns: 'opened', format: 'iso' },
      where: { lon: 'place.lon', lat: 'place.lat' },
      category: { column: 'kind', exact: Object.fromEntries(known.map(({ id }) => [id, id])) },
      key: ['no'],
      title: 'title',
      description: 'text',
    };
    const name = DEMO_SOURCE;
    const label = both({ en: 'Exercise: street patrol', zh: '演练：街面巡查' });
    const agency = (await ways.agencies.find(name)) ?? (await ways.agencies.add({ name, label, mapping }));
    return agency?.secret ?? null;
  }

  async function post(id: string, body: object): Promise<void> {
    const key = await (agencySecret ??= secret());
    if (key === null) return;
    const content = JSON.stringify(body);
    const now = new Date();
    await hear({
      name: DEMO_SOURCE,
      id,
      timestamp: String(Math.floor(now.getTime() / 1000)),
      signature: signWebhook(key, id, now, content),
      body: Buffer.from(content),
    });
  }

  async function byAgency({ sourceRef, category, title, description, location, reportedAt }: Report): Promise<void> {
    const [lon, lat] = location?.coordinates ?? [];
    const place = lon === undefined || lat === undefined ? {} : { place: { lon, lat } };
    await post(`msg_${sourceRef}`, {
      no: sourceRef,
      kind: category,
      opened: reportedAt,
      ...place,
      title,
      text: description,
    });
  }

  /** Their system says something in a way that nobody foresaw. */
  async function unreadable(): Promise<void> {
    const text = both({ en: 'Exercise: opened yesterday evening', zh: '演练：昨晚登记' });
    await post('msg_unreadable', { no: 'patrol-0', kind: known[0]!.id, opened: 'yesterday evening', text });
  }

  /** More than people write: it waits for somebody to look through it. */
  async function tooMany(_ref: string, at: number): Promise<void> {
    const report = nameless({ ...tell(happens('card-too-many', at)), mode: 'reported' });
    const ref = report.sourceRef;
    await ears.card.letters.quarantine({ sender: senders.card, ref, report, reason: TOO_MANY });
  }

  return {
    report,
    voices: {
      agency: { says: (ref, at) => byAgency({ ...tell(happens(`patrol-${ref}`, at)), mode: 'reported' }) },
      'agency, unreadable': { says: unreadable },
      hotline: {
        async says(ref, at) {
          await ears.hotline.intake.report(senders.hotline, [
            { ...tell(happens(`hotline-${ref}`, at)), mode: 'reported' },
          ]);
        },
      },
      card: {
        async says(ref, at) {
          await (hung ??= hang());
          const told = nameless({ ...tell(happens(`card-${ref}`, at)), mode: 'reported' });
          await ears.card.intake.report(senders.card, [told]);
        },
      },
      'card, too many': { says: tooMany },
    },
  };
}
