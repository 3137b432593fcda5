import { AddCapFeed, CapFeedAnswer, capFeedCommands, CapFeedsAnswer, type CapFeedCommandName } from '../../cap-feed.ts';
import { route, says } from '../route.ts';
import { administering, administrators } from '../who.ts';

export const listCapFeeds = route({
  method: 'GET',
  path: '/api/v1/cap-feeds',
  right: administrators,
  summary: 'Addresses that are asked for alerts',
  answers: { 200: says(CapFeedsAnswer, 'Every one, and how it stands') },
  cache: 'no-store',
});

export const addCapFeed = route({
  method: 'POST',
  path: '/api/v1/cap-feeds',
  right: administering,
  summary: 'Ask an address for alerts from now on',
  description: 'An Atom or RSS list that links to alerts or carries them, or one alert, by CAP 1.2.',
  body: AddCapFeed,
  takes: { limit: '16kb' },
  answers: { 201: says(CapFeedAnswer, 'Registered') },
  refusals: { 409: 'The name is taken, or there are as many as there may be' },
});

export const commandCapFeed = route({
  method: 'POST',
  path: '/api/v1/cap-feeds/:name/:command',
  right: administering,
  summary: 'Of an address that is asked for alerts',
  description: '`try` reads it now, keeps nothing, and answers what it found.',
  commands: {
    change: { body: capFeedCommands.change },
    pause: { body: capFeedCommands.pause },
    resume: { body: capFeedCommands.resume },
    remove: { body: capFeedCommands.remove },
    try: { body: capFeedCommands.try },
  } satisfies Record<CapFeedCommandName, object>,
  takes: { limit: '16kb', unparsed: true },
  answers: { 200: says(CapFeedAnswer, 'As it is now') },
  refusals: { 404: 'There is none of this name' },
});
