import type { DeviceMessage } from '../devices/device-door.ts';
import { wrong, type DeviceSaid } from '../devices/device-said.ts';
import { readJson } from '../devices/read-json.ts';
import type { UnitsOf } from '../devices/source-units.ts';
import { deviceOfTopic } from '../owntracks/owntracks-device.ts';
import { unitOfOwnTracks } from '../owntracks/owntracks-unit.ts';
import { readOwnTracks } from '../owntracks/read-owntracks.ts';
import type { Message } from './broker.ts';
import { readPositions, unitOfTopic } from './read-positions.ts';

/** The sources under which what comes over MQTT is known. A token of that name says for which units all of it may speak. */
export type MqttSource = 'mqtt' | 'owntracks';

/** What a message holds: of one source, in order. */
export type ReadMessage = { source: MqttSource; messages: DeviceMessage[] };

/** Who speaks the topic says, for which the broker vouches; no payload speaks for another. */
export function readMessage(
  { topic, payload, retained }: Pick<Message, 'topic' | 'payload' | 'retained'>,
  unitsOf: (source: string) => UnitsOf,
): ReadMessage {
  const source = topic.startsWith('owntracks/') ? 'owntracks' : 'mqtt';
  const name = `mqtt ${topic}`;
  const one = (unit: string, said: DeviceSaid, units?: UnitsOf): ReadMessage => ({
    source,
    messages: [{ device: name, unit, said, units: patterns(units ?? null) }],
  });
  if (payload.byteLength === 0) return one('', { is: 'beside' });
  if (source === 'mqtt') {
    const unit = unitOfTopic(topic);
    if (unit === null) return one('', wrong('topic: names no unit'));
    const json = readJson(payload);
    if (!json.ok) return one(unit, wrong(json.refusal));
    const units = patterns(unitsOf('mqtt'));
    return {
      source,
      messages: readPositions(json.value, unit).map((said) => ({ device: name, unit, said, units })),
    };
  }
  const device = deviceOfTopic(topic);
  if (!device) return one('', wrong('topic: is not owntracks/USER/DEVICE'));
  const units = unitsOf(device.user) ?? unitsOf('owntracks');
  const found = unitOfOwnTracks(device, units);
  if (typeof found === 'string') return one('', wrong(found));
  const json = readJson(payload);
  if (!json.ok) return one(found.unit, wrong(json.refusal), units);
  const said = readOwnTracks(json.value);
  // A will that lay at the broker says nothing of now.
  return one(found.unit, said.is === 'left' && retained ? { is: 'beside' } : said, units);
}

const patterns = (units: UnitsOf) => (units === null || units === 'all' ? undefined : units);
