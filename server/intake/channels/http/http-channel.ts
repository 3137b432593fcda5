import type { Channel } from '../channel.ts';

/** `POST /api/v1/incidents` and `/positions` (server/http/areas/intake.ts). */
export const httpChannel: Channel = { name: 'http', works: 'every node' };
