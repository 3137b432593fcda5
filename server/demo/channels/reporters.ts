import type { Report } from '#data/contract/api.ts';
import type { Card } from '#data/contract/card.ts';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { Areas } from '../../city/areas.ts';
import { CARD, cardId } from '../../intake/channels/card/take-card-report.ts';
import { createHearWebhook } from '../../intake/channels/webhooks/hear-webhook.ts';
import { signWebhook } from '../../intake/channels/webhooks/sign-webhook.ts';
import type { Intake, Sender } from '../../intake/intake.ts';
import type { Dice } from '../chance.ts';
import { patternOf } from '../rhythm.ts';
import { spokenIn } from '../spoken.ts';
import type { Teller } from '../past/invented.ts';
import type { Voice } from './voices.ts';
import { rhythms } from './voices.ts';
import { drillEar, voiceOf, type Ways } from './ways.ts';

export type ReporterParts = {
  ways: Ways;
  /** The demo's own door. */
  intake: Intake;
  pack: CityPack;
  areas: Areas;
  dice: Dice;
  tell: Teller;
};

/** Communities in which a card hangs, and one of them in whose every cell one does. */
const CARD_PLACES = 3;
const CODE_LENGTH = 20;

/** Those who report through a channel: callers of the hotline, readers of a card, an agency's own system. */
export function createReporters({ ways, intake, pack, areas, dice, tell }: ReporterParts): Record<string, Voice> {
  const { both } = spokenIn(pack);
  const ears = {
    open311: drillEar(ways.ear('open311', intake)),
    card: drillEar(ways.ear('card', intake)),
    webhooks: drillEar(ways.ear('webhooks', intake)),
  };
  /** What a crew sees to within the day. */
  const short = pack.categories.categories.filter(
    (category) => !category.dwelling && category.priority > 1 && patternOf(category) === 'street',
  );
  const categories = short.length > 0 ? short : pack.categories.categories;
  let hung: Promise<Card[]> | undefined;
  let agencySecret: Promise<string | null> | undefined;
  const hear = createHearWebhook({ agencies: ways.agencies, read: ways.read, ear: ears.webhooks });

  /** A made-up case under a name of its own. */
  function happens(ref: string, at: number): Report {
    const category = categories[Math.floor(dice(`${ref}/category`) * categories.length)]!;
    const cell = Math.floor(dice(`${ref}/cell`) * pack.cells.length);
    const { contact: _none, ...report } = tell({ ref, at, category, cell });
    return { ...report, mode: 'reported' };
  }

  function caller(ref: string): NonNullable<Report['contact']> {
    const number = 1 + Math.floor(dice(`${ref}/caller`) * 99);
    return {
      name: both({ en: `Exercise Caller ${number}`, zh: `演练来电人${number}` }),
      phone: `555-01${String(number).padStart(2, '0')}`,
    };
  }

  /** Before anybody looks no channel is heard: it has begun with the process. */
  const doorOf = (channel: keyof typeof ears, isLive: boolean): Pick<Intake, 'report'> =>
    isLive ? ears[channel].intake : intake;

  async function hotline(ref: string, at: number, isLive: boolean): Promise<void> {
    const named = `hotline-${ref}`;
    const report = { ...happens(named, at), source: voiceOf.hotline, contact: caller(named) };
    await doorOf('open311', isLive).report({ source: voiceOf.hotline, exercise: true, answer: 'owed' }, [report]);
  }

  async function hang(): Promise<Card[]> {
    const communities = pack.areas.filter(({ level }) => level === 'community');
    const cards: Card[] = [];
    for (let i = 0; i < CARD_PLACES && communities.length > 0; i++) {
      const [place] = communities.splice(Math.floor(dice(`card/place/${i}`) * communities.length), 1);
      const kinds = i === 0 ? (['community', 'cell'] as const) : (['community'] as const);
      for (const kind of kinds) cards.push(...(await ways.cards(place!.id, kind, bytesOf)));
    }
    return cards;
  }
  const bytesOf = (place: Card['place']) =>
    Array.from({ length: CODE_LENGTH }, (_, i) => Math.floor(256 * dice(`card/${JSON.stringify(place)}/${i}`)));

  /** A report by one of the cards that hang, of what is near it. */
  async function byCard(ref: string, at: number): Promise<{ sender: Sender; report: Report } | null> {
    const cards = await (hung ??= hang());
    const named = `card-${ref}`;
    const card = cards[Math.floor(dice(`${named}/which`) * cards.length)];
    if (!card) return null;
    const cells = 'cell' in card.place ? [card.place.cell] : areas.cellsOf(card.place.community);
    const cell = cells[Math.floor(dice(`${named}/near`) * cells.length)]!;
    const category = categories[Math.floor(dice(`${named}/category`) * categories.length)]!;
    const index = pack.cells.findIndex(({ id }) => id === cell);
    const { contact: _none, ...told } = tell({ ref: named, at, category, cell: index });
    return {
      sender: { source: CARD, exercise: true, answer: 'owed', areas: areas.pathOf(cell) },
      report: { ...told, source: CARD, sourceRef: `${cardId(card.code)}:${ref}`, mode: 'reported' },
    };
  }

  async function card(ref: string, at: number, isLive: boolean): Promise<void> {
    const made = await byCard(ref, at);
    if (made) await doorOf('card', isLive).report(made.sender, [made.report]);
  }

  /** More than people write: it waits for somebody to look through it. */
  async function tooMany(_ref: string, at: number): Promise<void> {
    const made = await byCard('too-many', at);
    if (made) await ears.card.letters.quarantine({ ...made, ref: made.report.sourceRef, reason: TOO_MANY });
  }

  async function secret(): Promise<string | null> {
    const name = voiceOf.agency;
    const label = both({ en: 'Exercise: street patrol', zh: '演练：街面巡查' });
    const mapping = {
      when: { columns: 'opened', format: 'iso' },
      where: { lon: 'place.lon', lat: 'place.lat' },
      category: { column: 'kind', exact: Object.fromEntries(categories.map(({ id }) => [id, id])) },
      key: ['no'],
      title: 'title',
      description: 'text',
    };
    const known = (await ways.agencies.find(name)) ?? (await ways.agencies.add({ name, label, mapping }));
    return known?.secret ?? null;
  }

  async function post(id: string, body: object): Promise<void> {
    const key = await (agencySecret ??= secret());
    if (key === null) return;
    const content = JSON.stringify(body);
    const now = new Date();
    await hear({
      name: voiceOf.agency,
      id,
      timestamp: String(Math.floor(now.getTime() / 1000)),
      signature: signWebhook(key, id, now, content),
      body: Buffer.from(content),
    });
  }

  async function agency(ref: string, at: number): Promise<void> {
    const { category, title, description, location, reportedAt } = happens(`agency-${ref}`, at);
    const [lon, lat] = location!.coordinates;
    await post(`msg_${ref}`, {
      no: ref,
      kind: category,
      opened: reportedAt,
      place: { lon, lat },
      title,
      text: description,
    });
  }

  /** Their system says something in a way that nobody foresaw. */
  async function unreadable(): Promise<void> {
    const text = both({ en: 'Exercise: opened yesterday evening', zh: '演练：昨晚登记' });
    await post('msg_unreadable', { no: 'D-0', kind: categories[0]!.id, opened: 'yesterday evening', text });
  }

  return {
    agency: { every: rhythms.agency, says: agency },
    'agency, unreadable': { says: unreadable },
    hotline: { every: rhythms.hotline, says: hotline, spokeBefore: true },
    card: { every: rhythms.card, says: card, spokeBefore: true },
    'card, too many': { says: tooMany },
  };
}

const TOO_MANY = 'more than 3 by address, unsolved';
