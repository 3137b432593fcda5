import type { Channel } from '../channel.ts';
import type { DeviceDoor } from '../devices/device-door.ts';
import { deviceNotes } from '../devices/device-notes.ts';

/** `POST /traccar`, as a Traccar server forwards what it hears (server/http/areas/devices.ts). */
export const createTraccarChannel = (devices: DeviceDoor): Channel => ({
  name: 'traccar',
  works: 'every node',
  notes: () => deviceNotes(devices, 'traccar'),
});
