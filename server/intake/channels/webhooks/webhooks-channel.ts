import type { Channel } from '../channel.ts';

/** `POST /api/v1/webhooks/{name}` (server/http/areas/partners/webhooks.ts). */
export const webhooksChannel: Channel = { name: 'webhooks', works: 'every node' };
