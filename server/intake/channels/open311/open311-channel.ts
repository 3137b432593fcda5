import type { Channel } from '../channel.ts';

/** Open311 GeoReport v2 under `/open311/v2` (server/http/open311). */
export const open311Channel: Channel = { name: 'open311', works: 'every node' };
