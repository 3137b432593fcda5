import { randomBytes } from 'node:crypto';
import { Card, CardCode, type CardKind, type CardPlace } from '#data/contract/card.ts';
import type { AreaId } from '#data/contract/ids.ts';
import type { Clock } from '#data/kit/clock.ts';
import type { Areas } from '../city/areas.ts';
import type { Drawers } from '../store/store.ts';

export type Cards = {
  /** Revoked ones too; null: there never was one. */
  find(code: string): Promise<Card | null>;
  /** Of one kind in an area, in the order of the city's places. */
  list(area: AreaId, kind: CardKind): Promise<Card[]>;
  /** How many `make` would make at most. */
  places(area: AreaId, kind: CardKind): CardPlace[];
  /** One for each place that has none which is good; those that were made. */
  make(area: AreaId, kind: CardKind): Promise<Card[]>;
  /** Null: there is no such card. */
  revoke(code: CardCode): Promise<Card | null>;
};

type Parts = {
  drawers: Pick<Drawers, 'get' | 'list' | 'put'>;
  areas: Areas;
  clock: Pick<Clock, 'now'>;
  /** The code of a place: one that nobody guesses, where nothing else is said. */
  codeOf?: (place: CardPlace) => CardCode;
};

/** Contact cards, kept by their codes: whichever process is asked reads them from the store. */
export function createCards({ drawers, areas, clock, codeOf = newCode }: Parts): Cards {
  const put = async (card: Card) => {
    await drawers.put('card', card.code, JSON.stringify(card));
    return card;
  };

  async function find(code: string): Promise<Card | null> {
    if (!CardCode.safeParse(code).success) return null;
    const kept = await drawers.get('card', code);
    return typeof kept === 'string' ? read(kept) : null;
  }

  function places(area: AreaId, kind: CardKind): CardPlace[] {
    const cells = areas.cellsOf(area);
    if (kind === 'community')
      return [...new Set(cells.map((cell) => areas.cell(cell)!.community))].map((community) => ({ community }));
    return cells.map((cell) => (kind === 'cell' ? { cell } : { cell, post: kind }));
  }

  async function list(area: AreaId, kind: CardKind): Promise<Card[]> {
    const order = new Map(places(area, kind).map((place, at) => [placeKey(place), at]));
    const at = ({ place }: Card) => order.get(placeKey(place)) ?? -1;
    const kept = (await drawers.list('card')).map(({ body }) => read(String(body)));
    return kept.filter((card) => at(card) >= 0).sort((a, b) => at(a) - at(b) || a.made - b.made);
  }

  return {
    find,
    list,
    places,
    async make(area, kind) {
      const good = (await list(area, kind)).filter(({ revoked }) => revoked === undefined);
      const have = new Set(good.map(({ place }) => placeKey(place)));
      const missing = places(area, kind).filter((place) => !have.has(placeKey(place)));
      return Promise.all(missing.map((place) => put({ code: codeOf(place), place, made: clock.now() })));
    },
    async revoke(code) {
      const card = await find(code);
      if (card === null || card.revoked !== undefined) return card;
      return put({ ...card, revoked: clock.now() });
    },
  };
}

const read = (kept: string): Card => Card.parse(JSON.parse(kept));

const placeKey = (place: CardPlace) =>
  'community' in place ? `community ${place.community}` : `cell ${place.cell} ${place.post ?? ''}`;

export const kindOf = (place: CardPlace): CardKind => ('community' in place ? 'community' : (place.post ?? 'cell'));

const letters = '0123456789abcdefghjkmnpqrstvwxyz';
const CODE_LENGTH = 20;

const newCode = (): CardCode => codeFrom(randomBytes(CODE_LENGTH));

/** A code of as many bytes as it has letters. */
export const codeFrom = (bytes: Iterable<number>): CardCode =>
  CardCode.parse([...bytes].map((byte) => letters[byte & 31]).join(''));
