import { ChannelsAnswer } from '../channel.ts';
import { route, says } from './route.ts';
import { leads } from './who.ts';

export const listChannels = route({
  method: 'GET',
  path: '/api/v1/channels',
  right: leads,
  summary: 'How each way in which the city speaks does',
  description: 'Figures are of the last ten minutes, of all nodes together.',
  answers: { 200: says(ChannelsAnswer, 'Every channel') },
  cache: 'no-store',
});
