import type { Channel } from '../channel.ts';

/** `POST /api/v1/cap` (server/http/areas/bulletins.ts). */
export const capChannel: Channel = { name: 'cap', works: 'every node' };
