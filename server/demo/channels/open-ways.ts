import type { Clock } from '#data/kit/clock.ts';
import { codeFrom, createCards } from '../../cards/cards.ts';
import type { Areas } from '../../city/areas.ts';
import type { Channels } from '../../intake/channels/channels.ts';
import type { Drawers } from '../../store/store.ts';
import type { Ways } from './ways.ts';

type Parts = Pick<Ways, 'agencies' | 'devices'> & {
  channels: Pick<Channels, 'ear'>;
  readByMapping: Ways['read'];
  drawers: Drawers;
  areas: Areas;
  clock: Clock;
};

/** What the routes of channels stand on, for the demo: it comes in by the same doors. */
export function demoWays({ channels, devices, agencies, readByMapping, drawers, areas, clock }: Parts): Ways {
  return {
    ear: channels.ear,
    devices,
    agencies,
    read: readByMapping,
    async cards(area, kind, bytesOf) {
      const cards = createCards({ drawers, areas, clock, codeOf: (place) => codeFrom(bytesOf(place)) });
      await cards.make(area, kind);
      return (await cards.list(area, kind)).filter(({ revoked }) => revoked === undefined);
    },
  };
}
