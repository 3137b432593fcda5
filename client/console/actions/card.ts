import type { CardKind } from '#data/contract/card.ts';
import type { AreaId } from '#data/contract/ids.ts';
import { commandCard, type ListedCard, makeCards } from '#data/contract/routes/channels/cards.ts';
import type { CardWords } from '#client/words/console/view-words.ts';
import type { Action } from '../form/action.ts';
import { actionOf } from './action-of.ts';

/** One card for each place of that kind in the area that has none. */
export function makeAction(area: AreaId, kind: CardKind, cards: CardWords): Action {
  return {
    ...actionOf('cards', 'make', makeCards, {
      label: cards.make,
      to: { route: 'POST /api/v1/cards' },
      body: () => ({ area, kind }),
    }),
    // What it asks is chosen already.
    fields: [],
  };
}

export function cardActions({ code, revoked }: ListedCard, cards: CardWords): Action[] {
  if (revoked !== undefined) return [];
  const revoke = actionOf('card', 'revoke', commandCard.commands.revoke, {
    label: cards.revoke,
    to: { route: 'POST /api/v1/cards/:id/:command', id: code, command: 'revoke' },
    grave: true,
    body: () => ({}),
  });
  const options = [{ value: 'yes', label: cards.sureYes }];
  return [{ ...revoke, fields: [{ name: 'sure', kind: 'choice', label: cards.sure, required: true, options }] }];
}
