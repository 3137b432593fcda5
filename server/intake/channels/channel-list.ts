import type { Channel } from './channel.ts';
import { capChannel } from './cap/cap-channel.ts';
import { httpChannel } from './http/http-channel.ts';

/** Every channel of this server. */
export const channelList: readonly Channel[] = [httpChannel, capChannel];
