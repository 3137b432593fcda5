import { type Card, type CardKind, MAX_CARDS } from '#data/contract/card.ts';
import { problem } from '#data/contract/problem.ts';
import type { ListedCard } from '#data/contract/routes/channels/cards.ts';
import { createCards, kindOf } from '../../cards/cards.ts';
import { postNames } from '../../cards/post-names.ts';
import { drawSheet } from '../../cards/sheet.ts';
import { actorOf } from '../guard.ts';
import { type Handlers, ok, refuse, reply } from '../handler.ts';
import type { HttpParts } from '../parts.ts';
import { type CardReportParts, reportByCard } from './card-reports.ts';

type Parts = Pick<HttpParts, 'access' | 'origins'> & CardReportParts;

/** Contact cards, for administrators: made, revoked and printed, each on record. */
export function cardHandlers({ access, origins, ...parts }: Parts): Handlers<'cards'> {
  const { store, areas, clock, pack } = parts;
  const cards = createCards({ drawers: store.drawers, areas, clock });
  const tooMany = refuse(problem(413, `more than ${MAX_CARDS} cards: take a smaller area`));

  /** Under the public address where there is one; else as this caller reaches us. */
  function listed({ place, ...card }: Card, host: string | undefined): ListedCard {
    const [base = `http://${host ?? 'localhost'}`] = origins;
    const id = 'community' in place ? place.community : place.cell;
    const names = areas.namesOf(id) ?? { en: id };
    return { ...card, place, kind: kindOf(place), names, address: `${base}/card/${card.code}` };
  }

  return {
    reportByCard: reportByCard(parts),

    async listCards({ query: { area, kind }, header }) {
      const items = (await cards.list(area, kind)).map((card) => listed(card, header('host')));
      return ok({ items });
    },

    async makeCards({ body: { area, kind }, caller, header }) {
      if (!areas.area(area)) return refuse(problem(404, 'there is no such area'));
      if (cards.places(area, kind).length > MAX_CARDS) return tooMany;
      const made = await cards.make(area, kind);
      if (made.length > 0)
        await access.audit.put(actorOf(caller), {
          kind: 'audit.cards-changed',
          what: 'made',
          card: kind,
          where: area,
          count: made.length,
        });
      return reply(201, { items: made.map((card) => listed(card, header('host'))) });
    },

    async commandCard({ params: { id }, caller }) {
      const card = await cards.revoke(id);
      if (!card) return refuse(problem(404));
      await access.audit.put(actorOf(caller), {
        kind: 'audit.cards-changed',
        what: 'revoked',
        card: kindOf(card.place),
        where: 'community' in card.place ? card.place.community : card.place.cell,
        count: 1,
      });
      return ok(card);
    },

    async printCards({ query: { area, kind, as }, header }) {
      const good = (await cards.list(area, kind)).filter(({ revoked }) => revoked === undefined);
      if (good.length === 0) return refuse(problem(404, 'there is no card to print: make them first'));
      if (good.length > MAX_CARDS) return tooMany;
      const printed = good.map((card) => {
        const { names, address } = listed(card, header('host'));
        return { names, post: postOf(kind), address };
      });
      const drawn = await drawSheet({ cards: printed, phones: pack.city.phones ?? null, as });
      const headers = {
        'content-type': as === 'svg' ? 'image/svg+xml' : 'application/pdf',
        'content-disposition': `attachment; filename="cards-${area}-${kind}.${as}"`,
        'content-security-policy': "default-src 'none'",
      };
      return ok(drawn, { headers });
    },
  };
}

const postOf = (kind: CardKind) => (kind === 'community' || kind === 'cell' ? null : postNames[kind]);
