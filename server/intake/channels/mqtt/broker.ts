import mqtt, { type IClientOptions, type IPublishPacket, type MqttClient } from 'mqtt';

/** A message that waits to be acknowledged. */
export type Message = {
  topic: string;
  payload: Uint8Array;
  /** It lay at the broker before we asked for it. */
  retained: boolean;
  /** Null where the sender wants none, and of another connection than the present one: the broker sends it again. */
  receipt: Receipt | null;
};
/** Good on the connection that the message came by. */
export type Receipt = { connection: object; id: number };

/** One lasting session at a broker, kept up for ever. */
export type Broker = {
  /** Acknowledges what has been kept, in the order in which it came. */
  acknowledge(receipts: readonly Receipt[]): void;
  /** Takes nothing in until `resume`. */
  pause(): void;
  resume(): void;
  close(): Promise<void>;
};

type Parts = {
  /** `mqtt://NAME:PASSWORD@HOST:PORT` */
  url: string;
  /** Names the session: another connection of that name ends ours. */
  clientId: string;
  topics: readonly string[];
  receive(message: Message): void;
  /** Told why nothing is heard, in words; null once it is. */
  changed(why: string | null): void;
};

/** How many messages the broker may send ahead of our acknowledgements, with MQTT 5. */
const AHEAD = 4096;
/** For how long the broker keeps what comes while nobody is there, s. */
const SESSION_SECONDS = 7 * 24 * 3600;
const RETRY_MS = 1000;
/** CONNACK of a broker that speaks no MQTT 5: of MQTT 3.1.1, and of 5. */
const unsupported = new Set([1, 132]);

/**
 * mqtt.js acknowledges one message before it looks at the next one, so that each would wait for a commit of its own. Here
 * it takes them for messages that want no receipt, and the receipts are written by `acknowledge`, many in one piece.
 */
export function openBroker({ url, clientId, topics, receive, changed }: Parts): Broker {
  const options: IClientOptions = {
    ...addressOf(new URL(url)),
    clientId,
    clean: false,
    keepalive: 30,
    connectTimeout: 10_000,
    reconnectPeriod: RETRY_MS,
    reconnectOnConnackError: true,
    resubscribe: false,
    queueQoSZero: false,
    timerVariant: 'native',
    protocolVersion: 5,
    properties: { sessionExpiryInterval: SESSION_SECONDS, receiveMaximum: AHEAD },
  };
  const client: MqttClient = mqtt.connect(options);
  const receipts = new WeakMap<IPublishPacket, Receipt>();
  let resume: (() => void) | null = null;
  let isPaused = false;
  /** Why the connection that ends now fails: said before its end. */
  let because: string | null = null;

  client.handleMessage = (_packet, done) => {
    if (isPaused) resume = done;
    else done();
  };
  client.on('packetreceive', (packet) => {
    if (packet.cmd !== 'publish' || packet.qos === 0 || packet.messageId === undefined) return;
    receipts.set(packet, { connection: client.stream, id: packet.messageId });
    packet.qos = 0;
  });
  client.on('message', (topic, payload, packet) =>
    receive({ topic, payload, retained: packet.retain, receipt: receipts.get(packet) ?? null }),
  );
  client.on('connect', () => {
    // What lies there is sent once, when the subscription is new: not at every connection.
    client.subscribe([...topics], { qos: 1, rh: 1 }, (error, granted = []) => {
      const refused = granted.filter(({ qos }) => qos === 128).map(({ topic }) => topic);
      const notRead = error ? topics : refused;
      changed(notRead.length === 0 ? null : `the broker does not let us read ${notRead.join(', ')}`);
    });
  });
  client.on('error', (error) => {
    if ('code' in error && unsupported.has(Number(error.code)) && client.options.protocolVersion === 5) {
      client.options.protocolVersion = 4;
      delete client.options.properties;
    }
    because = wordsOf(error);
    changed(because);
  });
  client.on('close', () => {
    changed(because ?? 'the connection was lost');
    because = null;
  });

  return {
    acknowledge(kept) {
      const here = client.connected ? kept.filter(({ connection }) => connection === client.stream) : [];
      if (here.length > 0)
        client.stream.write(Buffer.concat(here.map(({ id }) => Buffer.of(0x40, 2, id >> 8, id & 255))));
    },
    pause: () => void (isPaused = true),
    resume() {
      isPaused = false;
      resume?.();
      resume = null;
    },
    close: () => client.endAsync(),
  };
}

function addressOf({ protocol, hostname, port, username, password, pathname }: URL): IClientOptions {
  const name = protocol.slice(0, -1) as 'mqtt' | 'mqtts' | 'ws' | 'wss';
  const usual = { mqtt: 1883, mqtts: 8883, ws: 80, wss: 443 }[name];
  return {
    protocol: name,
    // An IPv6 address stands in brackets in an address only.
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? usual : Number(port),
    ...(name.startsWith('ws') && { path: pathname }),
    ...(username !== '' && { username: decodeURIComponent(username) }),
    ...(password !== '' && { password: decodeURIComponent(password) }),
  };
}

/** In words, without the address: it may bear a password. */
function wordsOf(error: Error): string {
  if (!('code' in error)) return error.message || 'the connection failed';
  if (typeof error.code === 'number') return `the broker refuses the connection: ${error.message}`;
  return `the broker is not reached: ${String(error.code)}`;
}
