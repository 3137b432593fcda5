import { createGazetteer } from '../city/gazetteer/gazetteer.ts';
import { alarmHandlers } from './areas/alarms.ts';
import { auditHandlers } from './areas/audit.ts';
import { bulletinHandlers } from './areas/bulletins.ts';
import { cardHandlers } from './areas/cards.ts';
import { callHandlers } from './areas/calls.ts';
import { channelHandlers } from './areas/channels.ts';
import { caseHandlers } from './areas/cases.ts';
import { cityHandlers } from './areas/city.ts';
import { displayHandlers } from './areas/displays.ts';
import { dutyHandlers } from './areas/duty.ts';
import { feedHandlers } from './areas/feed.ts';
import { gridHandlers } from './areas/grid.ts';
import { importHandlers } from './files/import-handlers.ts';
import { incidentHandlers } from './areas/incidents.ts';
import { intakeHandlers } from './areas/intake.ts';
import { peopleHandlers } from './areas/people.ts';
import { processHandlers } from './areas/process.ts';
import { sessionHandlers } from './areas/session.ts';
import { stationHandlers } from './areas/station.ts';
import { trendHandlers } from './areas/trends/trends.ts';
import { unitHandlers } from './areas/units.ts';
import { capFeedHandlers } from './areas/partners/cap-feeds.ts';
import { receiverHandlers } from './areas/partners/receivers.ts';
import { webhookHandlers } from './areas/partners/webhooks.ts';
import type { AllHandlers } from './handler.ts';
import type { HttpParts } from './parts.ts';

/** One for every route there is: one that is missing, and one too many, does not compile. */
export function allHandlers(parts: HttpParts): AllHandlers {
  const gazetteer = createGazetteer(parts.pack, parts.areas, parts.placing);
  return {
    intake: intakeHandlers(parts),
    calls: callHandlers(parts, gazetteer),
    bulletins: bulletinHandlers(parts),
    channels: channelHandlers(parts),
    cases: caseHandlers(parts),
    cards: cardHandlers(parts),
    webhooks: webhookHandlers(parts),
    receivers: receiverHandlers(parts),
    capFeeds: capFeedHandlers(parts),
    imports: importHandlers(parts),
    incidents: incidentHandlers(parts),
    units: unitHandlers(parts),
    grid: gridHandlers(parts),
    duty: dutyHandlers(parts),
    alarms: alarmHandlers(parts),
    station: stationHandlers(parts),
    feed: feedHandlers(parts),
    trends: trendHandlers(parts),
    city: cityHandlers(parts, gazetteer),
    session: sessionHandlers(parts),
    displays: displayHandlers(parts),
    people: peopleHandlers(parts),
    audit: auditHandlers(parts),
    process: processHandlers(parts),
  };
}
