import { createHmac } from 'node:crypto';
import type { SourceName } from '#data/contract/ids.ts';
import type { Clock } from '#data/kit/clock.ts';
import type { Store } from '../../../store/store.ts';
import type { Channel, Ear, Hearing } from '../channel.ts';
import type { DeviceDoor } from '../devices/device-door.ts';
import { deviceNotes } from '../devices/device-notes.ts';
import { createSourceUnits } from '../devices/source-units.ts';
import type { openBroker } from './broker.ts';
import { createKeeping } from './keeping.ts';
import { readMessage } from './read-message.ts';

type Parts = {
  /** `mqtt://NAME:PASSWORD@HOST:PORT` */
  url: string;
  /** Of this installation, on whichever node. */
  secret: string;
  store: Pick<Store, 'tokens' | 'changes'>;
  devices: DeviceDoor;
  clock: Clock;
  trouble: (what: string, error: unknown) => void;
};

/** Fixes in one message or many, and devices of the OwnTracks apps with what happens at the borders of their regions. */
const topics = ['watchfloor/v1/positions/+', 'owntracks/+/+', 'owntracks/+/+/event'];

/**
 * What devices say over MQTT. One node hears, for all: the session at the broker has one name, so that whoever takes over
 * is sent what the one before had not acknowledged, by any broker and in order.
 */
export function createMqttChannel({ url, secret, store, devices, clock, trouble }: Parts): Channel {
  let why: string | null = null;
  return {
    name: 'mqtt',
    works: 'one node',
    notes: () => [...(why === null ? [] : [{ what: 'unreachable' as const, why }]), ...deviceNotes(devices, 'mqtt')],
    async start(ear) {
      // A server without a broker would carry the package along from its start.
      const { openBroker } = await import('./broker.ts');
      return hear(ear, openBroker);
    },
  };

  function hear(ear: Ear, open: typeof openBroker): Hearing {
    const sourceUnits = createSourceUnits(store);
    const keeping = createKeeping({
      ready: sourceUnits.ready,
      read: (message) => readMessage(message, sourceUnits.of),
      take: (source, messages) => devices.take(ear.intake, { source: source as SourceName, exercise: false }, messages),
      ear,
      clock,
      acknowledge: (receipts) => broker.acknowledge(receipts),
      full: (isFull) => (isFull ? broker.pause() : broker.resume()),
      trouble,
    });
    why = 'not reached yet';
    const broker = open({
      url,
      clientId: sessionOf(secret),
      topics,
      receive: keeping.receive,
      changed: (now) => (why = now),
    });
    return {
      async stop() {
        await keeping.stop();
        await broker.close();
        sourceUnits.stop();
        why = null;
      },
    };
  }
}

/** Of each installation one of its own, in letters and in a length that every broker takes (MQTT 3.1.1, 3.1.3.1). */
const sessionOf = (secret: string) =>
  `watchfloor${createHmac('sha256', secret).update('mqtt session').digest('hex').slice(0, 12)}`;
