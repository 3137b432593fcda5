import { type Handlers, ok } from '../handler.ts';
import type { HttpParts } from '../parts.ts';

/** How the ways in do. */
export function channelHandlers({ channels }: Pick<HttpParts, 'channels'>): Handlers<'channels'> {
  return {
    listChannels: async () => ok({ items: await channels.health() }),
  };
}
