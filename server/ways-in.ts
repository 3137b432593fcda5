import type { Board } from '#data/contract/board.ts';
import type { Seq } from '#data/contract/ids.ts';
import type { Access } from './access/access.ts';
import type { AppParts } from './app-parts.ts';
import type { Areas } from './city/areas.ts';
import type { Placing } from './city/placing.ts';
import { createKeptPhotos } from './desk/kept-photos.ts';
import { createDoors } from './doors.ts';
import type { Metrics } from './http/metrics.ts';
import { createChannelCounts } from './intake/channels/channel-counts.ts';
import type { Reading } from './intake/channels/cap/read/reading-aside.ts';
import type { CaseKeys } from './intake/case-key.ts';
import { createContacts } from './intake/contacts/contacts.ts';
import { createDayKeys } from './intake/contacts/day-keys.ts';
import { intakeCity } from './intake/intake-city.ts';
import { createSeal } from './access/second-factor/seal.ts';
import { createImports } from './import/imports.ts';
import { readByMapping } from './import/read-by-mapping.ts';
import { channelList } from './intake/channels/channel-list.ts';
import { createChannels } from './intake/channels/channels.ts';
import { createDeviceDoor } from './intake/channels/devices/device-door.ts';
import { createMqttChannel } from './intake/channels/mqtt/mqtt-channel.ts';
import { createCapFeeds } from './intake/channels/feeds/cap-feeds.ts';
import { createFeedMemory } from './intake/channels/feeds/feed-memory.ts';
import { createFeedsChannel } from './intake/channels/feeds/feeds-channel.ts';
import { createFeedReader } from './intake/channels/feeds/read-feed.ts';
import { createProgress } from './intake/channels/receivers/progress.ts';
import { createReceiverDesk } from './intake/channels/receivers/receiver-desk.ts';
import { createReceivers } from './intake/channels/receivers/receivers.ts';
import { createReceiversChannel } from './intake/channels/receivers/receivers-channel.ts';
import { createSendMessage } from './intake/channels/receivers/send-message.ts';
import { createToldFact } from './intake/channels/receivers/told-fact.ts';
import { createAgencies } from './intake/channels/webhooks/agencies.ts';
import { createDecideLetter } from './intake/letters/decide-letter.ts';
import { createLetterBox } from './intake/letters/letter-box.ts';
import { measureChannels } from './measure.ts';
import { createOutbound } from './outbound/outbound.ts';
import type { Picture } from './picture.ts';
import type { FactLog } from './store/store.ts';

type Parts = {
  /** As the app was given them. */
  app: AppParts;
  log: FactLog;
  board: () => Board;
  seq: () => Seq;
  reached(seq: Seq): Promise<void>;
  areas: Areas;
  placing: Placing;
  picture: Picture;
  access: Access;
  caseKeys: CaseKeys;
  reading: Reading;
  metrics: Metrics;
  trouble: (what: string, error: unknown) => void;
};

/** Where nobody counts the nodes there is this one. */
const alone = [{ name: '', self: true, leads: [] }];

/** The doors, and every channel that stands at them, and where that is kept which they could not take. */
export function openWaysIn({
  app,
  log,
  board,
  seq,
  reached,
  areas,
  placing,
  picture,
  access,
  caseKeys,
  reading,
  metrics,
  trouble,
}: Parts) {
  const { pack, store, clock, cityClock = clock } = app;
  const { unitFixes, listening, beside } = picture;
  const { isKept: photoIsKept } = createKeptPhotos(store.drawers);
  const days = createDayKeys(store);
  const contacts = createContacts(store, days);
  const counts = createChannelCounts(clock);
  const doors = createDoors({
    log,
    tracks: store.tracks,
    listening,
    metrics,
    counts,
    intake: {
      timeline: store.incidents.timeline,
      idOf: app.incidentIds,
      city: intakeCity(pack, areas, placing),
      board,
      clock: cityClock,
      unitFixes,
      tell: beside?.tellFixes,
      photoIsKept,
      contacts,
      keyOf: caseKeys.of,
      records: store.records,
      seq,
      reached,
      pack,
      reading,
    },
    desk: {
      board,
      seq,
      reached,
      clock: cityClock,
      pack,
      incidents: store.incidents,
      records: store.records,
      person: access.register.byId,
      photoIsKept,
      isExercise: ({ id }) => app.demo?.some((person) => person.id === id) ?? false,
    },
  });
  const box = createLetterBox({
    letters: store.letters,
    days,
    clock,
    dropped(channel, count) {
      metrics.lettersDropped.inc({ channel }, count);
      counts.dropped(channel, count);
    },
  });
  const { node, mqttUrl: url, secret } = app;
  const devices = createDeviceDoor({ board, reach: pack.city.reach, clock: cityClock });
  const seal = createSeal(app.secret);
  const outbound = createOutbound({ own: app.ownNetworks ?? [] });
  const telling = {
    receivers: createReceivers({ store, seal, clock }),
    progress: createProgress({ ...store, log }),
    log,
    toldFact: createToldFact({ board, store, areasOfCell: areas.pathOf }),
    send: createSendMessage({ outbound, clock }),
    clock,
  };
  const capFeeds = createCapFeeds({ store, clock });
  const feedMemory = createFeedMemory(store);
  const feedReader = createFeedReader({ outbound, reading });
  const list = [
    ...channelList(devices),
    createReceiversChannel({ ...telling, random: app.random, trouble }),
    createFeedsChannel({ feeds: capFeeds, memory: feedMemory, reader: feedReader, clock, random: app.random, trouble }),
    ...(url === undefined ? [] : [createMqttChannel({ url, secret, store, devices, clock, trouble })]),
  ];
  const channels = createChannels({
    list,
    intake: doors.intake,
    under: doors.under,
    lease: app.channelLease,
    nodes: () => node?.nodes().map((row) => ({ ...row, self: row.id === node.id })) ?? alone,
    box,
    letters: store.letters,
    counts,
    refused: (channel, reason, count) => metrics.refused.inc({ channel, reason }, count),
    clock,
    trouble,
  });
  measureChannels(list, counts, store.letters, metrics);
  return {
    ...doors,
    contacts,
    channels,
    devices,
    box,
    decideLetter: createDecideLetter({ box, letters: store.letters, log, intake: doors.intake, clock }),
    agencies: createAgencies({ store, seal, clock }),
    receivers: createReceiverDesk(telling),
    outbound,
    capFeeds,
    feedMemory,
    feedReader,
    readByMapping: readByMapping(pack),
    imports: createImports({ store: { ...store, log }, pack, secret: app.secret, clock: cityClock }),
  };
}
