import type { Channel } from '../channel.ts';

/** What residents send from a contact card's page (`POST /api/v1/cards/{code}/reports`). */
export const cardChannel: Channel = { name: 'card', works: 'every node' };
