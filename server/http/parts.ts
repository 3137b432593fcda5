import type { Board } from '#data/contract/board.ts';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { View } from '#data/contract/view.ts';
import type { Clock } from '#data/kit/clock.ts';
import type { Access } from '../access/access.ts';
import type { Analysis } from '../analysis/analysis.ts';
import type { CaseBook } from '../analysis/questions/case-book.ts';
import type { Areas } from '../city/areas.ts';
import type { Placing } from '../city/placing.ts';
import type { Desk } from '../desk/desk.ts';
import type { DisputeFiles } from '../desk/dispute-files.ts';
import type { HandoverRecord } from '../desk/handover-record.ts';
import type { Dispatch } from '../dispatch/dispatch.ts';
import type { Hub } from '../feed/hub.ts';
import type { SnapshotBody } from '../feed/snapshots.ts';
import type { Imports } from '../import/imports.ts';
import type { CaseKeys } from '../intake/case-key.ts';
import type { Contacts } from '../intake/contacts/contacts.ts';
import type { Channels } from '../intake/channels/channels.ts';
import type { Agencies } from '../intake/channels/webhooks/agencies.ts';
import type { CapFeeds } from '../intake/channels/feeds/cap-feeds.ts';
import type { FeedMemory } from '../intake/channels/feeds/feed-memory.ts';
import type { FeedReader } from '../intake/channels/feeds/read-feed.ts';
import type { ReceiverDesk } from '../intake/channels/receivers/receiver-desk.ts';
import type { ReadByMapping } from '../intake/channels/webhooks/hear-webhook.ts';
import type { DecideLetter } from '../intake/letters/decide-letter.ts';
import type { DeviceDoor } from '../intake/channels/devices/device-door.ts';
import type { LetterBox } from '../intake/letters/letter-box.ts';
import type { Proofs } from '../intake/channels/card/proof-of-work.ts';
import type { IncidentIds } from '../intake/incident-id.ts';
import type { Intake } from '../intake/intake.ts';
import type { NodeStands } from '../nodes/node.ts';
import type { Outbound } from '../outbound/outbound.ts';
import type { Counts } from '../store/shared.ts';
import type { Store } from '../store/store.ts';
import type { Metrics } from './metrics.ts';
import type { OwnCookies } from './own-cookies.ts';

/** What the handlers answer from. */
export type HttpParts = {
  pack: CityPack;
  store: Store;
  board: () => Board;
  /** The city's time. */
  clock: Clock;
  access: Access;
  cookies: OwnCookies;
  analysis: Analysis;
  /** Versions of every case, for free questions. */
  book: CaseBook;
  areas: Areas;
  placing: Placing;
  desk: Desk;
  disputes: DisputeFiles;
  handovers: HandoverRecord;
  dispatch: Dispatch;
  hub: Hub;
  snapshotFor: (view: View) => Promise<SnapshotBody>;
  intake: Intake;
  channels: Channels;
  devices: DeviceDoor;
  box: LetterBox;
  decideLetter: DecideLetter;
  agencies: Agencies;
  receivers: ReceiverDesk;
  outbound: Pick<Outbound, 'faultIn'>;
  capFeeds: CapFeeds;
  feedMemory: FeedMemory;
  feedReader: FeedReader;
  readByMapping: ReadByMapping;
  contacts: Contacts;
  caseKeys: CaseKeys;
  imports: Imports;
  metrics: Metrics;
  /** Where the server is reached from outside: `https://…`; empty where that is not known. */
  publicUrl: string;
  build: string;
  /** How the references of sources become ids. */
  incidentIds: IncidentIds;
  proofs: Proofs;
  counts: Counts;
  /** Other origins whose pages are ours: the public address. */
  origins: readonly string[];
  /** How this process stands among all on the store. */
  node: NodeStands | null;
  /** What the process still does before it takes anything in; null: nothing. */
  waitingFor: () => string | null;
};
