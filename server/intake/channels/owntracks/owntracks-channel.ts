import type { Channel } from '../channel.ts';
import type { DeviceDoor } from '../devices/device-door.ts';
import { deviceNotes } from '../devices/device-notes.ts';

/** `POST /owntracks`, as the apps send in their HTTP mode (server/http/areas/devices.ts). */
export const createOwnTracksChannel = (devices: DeviceDoor): Channel => ({
  name: 'owntracks',
  works: 'every node',
  notes: () => deviceNotes(devices, 'owntracks'),
});
