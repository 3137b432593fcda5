import type { Channel } from './channel.ts';
import { capChannel } from './cap/cap-channel.ts';
import { cardChannel } from './card/card-channel.ts';
import { httpChannel } from './http/http-channel.ts';
import { open311Channel } from './open311/open311-channel.ts';
import { webhooksChannel } from './webhooks/webhooks-channel.ts';

/** Every channel of this server. */
export const channelList: readonly Channel[] = [httpChannel, open311Channel, webhooksChannel, capChannel, cardChannel];
