import type { ChannelName, ChannelNote } from '#data/contract/channel.ts';
import type { DeviceDoor } from './device-door.ts';

/** More of them nobody reads. */
const MOST_NOTES = 20;

/** What there is to be said of the devices that speak through a channel. */
export const deviceNotes = (devices: DeviceDoor, channel: ChannelName): ChannelNote[] =>
  devices
    .twoDevices(channel)
    .slice(0, MOST_NOTES)
    .map((two) => ({ what: 'two-devices', ...two }));
