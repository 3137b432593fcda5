import type { Card, CardKind, CardPlace } from '#data/contract/card.ts';
import type { ChannelName } from '#data/contract/channel.ts';
import type { AreaId, SourceName } from '#data/contract/ids.ts';
import type { Ear } from '../../intake/channels/channel.ts';
import type { DeviceDoor } from '../../intake/channels/devices/device-door.ts';
import type { Agencies } from '../../intake/channels/webhooks/agencies.ts';
import type { ReadByMapping } from '../../intake/channels/webhooks/hear-webhook.ts';
import type { Intake, Sender } from '../../intake/intake.ts';

/** The channels of the process that plays the demo, behind their routes. */
export type Ways = {
  ear(channel: ChannelName, door: Intake): Ear;
  devices: DeviceDoor;
  agencies: Pick<Agencies, 'add' | 'find'>;
  read: ReadByMapping;
  /** The contact cards of an area, made where there are none; `bytesOf`: from which a code is made, 20 of them. */
  cards(area: AreaId, kind: CardKind, bytesOf: (place: CardPlace) => Iterable<number>): Promise<Card[]>;
};

/** Whose positions and alerts those are. Cases are the demo's own, so that its past and its present are of one source. */
export const voiceOf = {
  weather: 'demo-weather-office',
  phones: 'demo-phones',
  trackers: 'demo-trackers',
} as Readonly<Record<'weather' | 'phones' | 'trackers', SourceName>>;

/** An ear through which everything is heard as an exercise. */
export function drillEar(ear: Ear): Ear {
  const drill = (sender: Sender): Sender => ({ ...sender, exercise: true });
  const { report, positions, alert, leave } = ear.intake;
  return {
    ...ear,
    intake: {
      report: (sender, reports) => report(drill(sender), reports),
      positions: (sender, fixes) => positions(drill(sender), fixes),
      alert: (sender, document) => alert(drill(sender), document),
      leave: (sender, units) => leave(drill(sender), units),
    },
  };
}
