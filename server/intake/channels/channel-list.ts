import { capChannel } from './cap/cap-channel.ts';
import { cardChannel } from './card/card-channel.ts';
import type { Channel } from './channel.ts';
import type { DeviceDoor } from './devices/device-door.ts';
import { httpChannel } from './http/http-channel.ts';
import { open311Channel } from './open311/open311-channel.ts';
import { createOwnTracksChannel } from './owntracks/owntracks-channel.ts';
import { createTraccarChannel } from './traccar/traccar-channel.ts';
import { webhooksChannel } from './webhooks/webhooks-channel.ts';

/** Every channel that a server has whatever it is told. */
export const channelList = (devices: DeviceDoor): readonly Channel[] => [
  httpChannel,
  createOwnTracksChannel(devices),
  createTraccarChannel(devices),
  open311Channel,
  webhooksChannel,
  capChannel,
  cardChannel,
];
