import type { Bulletin } from '../contract/bulletin.ts';
import type { BulletinCommand, BulletinCommandName, IssueBulletin } from '../contract/commands/bulletin.ts';
import type { CityPack } from '../contract/city-pack.ts';
import type { Fact } from '../contract/fact.ts';
import type { AreaId, BulletinId } from '../contract/ids.ts';
import { accepted, refused, type Result } from '../kit/result.ts';
import { bulletinAreas } from './bulletin-areas.ts';
import type { AreaPack } from './cell-areas.ts';
import { DAY } from './civil-day.ts';
import { type Decided, type Fault, withReason } from './decision.ts';

/** A bulletin that nobody lives to see expire is none. */
const LONGEST = 366 * DAY;

export type BulletinContext = {
  now: number;
  pack: AreaPack & { city: Pick<CityPack['city'], 'id' | 'names'> };
  /** Of whoever gives the command; absent = the city. */
  area?: AreaId | undefined;
  /** Of the bulletin that is made. */
  idFor: (said: unknown) => BulletinId;
};

/** Whether the centre itself sent it. */
export const isOwn = ({ source }: Pick<Bulletin, 'source'>): boolean => source === undefined;

/** As whom the centre sends. */
export const ownSender = (city: { id: string }): string => `centre@${city.id}`;

export function bulletinCommandsFor(row: Pick<Bulletin, 'source' | 'acknowledged'>): readonly BulletinCommandName[] {
  return [
    ...(row.acknowledged ? [] : (['acknowledge'] as const)),
    ...(isOwn(row) ? (['update', 'cancel'] as const) : []),
  ];
}

/** What a command to a bulletin brings about, or why not. */
export function decideBulletin(row: Bulletin, command: BulletinCommand, context: BulletinContext): Decided {
  const change = { bulletin: row.id, rev: row.rev + 1 };
  if (command.name === 'acknowledge') {
    if (row.acknowledged) return refused({ why: 'acknowledged' });
    return accepted<Fact[]>([{ kind: 'bulletin.acknowledged', ...change }]);
  }
  if (!isOwn(row)) return refused({ why: 'not-own' });
  if (command.name === 'cancel')
    return accepted<Fact[]>([{ kind: 'bulletin.cancelled', ...change, ...withReason(command.body) }]);
  const bulletin = ownBulletin(command.body, context);
  if (!bulletin.ok) return bulletin;
  return accepted<Fact[]>([
    { kind: 'bulletin.updated', bulletin: { ...bulletin.value, replaces: [namedBy(row)] } },
    { kind: 'bulletin.replaced', ...change, into: bulletin.value.id },
  ]);
}

const namedBy = ({ sender, identifier, sent }: Bulletin) => ({ sender, identifier, sent });

/** A bulletin of the centre's own, or why it cannot be one. */
export function issueBulletin(said: IssueBulletin, context: BulletinContext): Decided {
  const bulletin = ownBulletin(said, context);
  return bulletin.ok ? accepted<Fact[]>([{ kind: 'bulletin.issued', bulletin: bulletin.value }]) : bulletin;
}

type Issued = Extract<Fact, { kind: 'bulletin.issued' }>['bulletin'];

function ownBulletin(said: IssueBulletin, { now, pack, area, idFor }: BulletinContext): Result<Issued, Fault> {
  if (said.expires <= now) return refused({ why: 'until-past', pointer: '/expires' });
  if (said.expires > now + LONGEST) return refused({ why: 'until-far', pointer: '/expires' });
  const where = said.area ?? area;
  const place = pack.areas.find(({ id }) => id === where);
  if (where !== undefined && (!place || !liesIn(where, area, pack)))
    return refused({ why: 'area-unknown', pointer: '/area' });
  const names = place?.names ?? pack.city.names;
  const text = (language: string, headline: string | undefined, description: string | undefined, name: string) =>
    headline === undefined
      ? []
      : [{ language, event: headline, headline, where: name, ...(description !== undefined && { description }) }];
  const texts = [
    ...text('zh-CN', said.headlineZh, said.descriptionZh, names.zh ?? names.en),
    ...text('en', said.headlineEn, said.descriptionEn, names.en),
  ];
  if (texts.length === 0) return refused({ why: 'headline-missing', pointer: '/headlineZh' });
  const id = idFor(said);
  return accepted({
    id,
    sender: ownSender(pack.city),
    identifier: id,
    // As CAP writes it: in whole seconds.
    sent: Math.floor(now / 1000) * 1000,
    severity: said.severity,
    urgency: 'Expected',
    certainty: 'Observed',
    categories: [said.category],
    onset: now,
    expires: said.expires,
    texts,
    shapes: [],
    ...bulletinAreas({ shapes: [], codes: where === undefined ? [] : [where] }, pack),
  });
}

function liesIn(area: AreaId, within: AreaId | undefined, { areas }: AreaPack): boolean {
  for (let at: AreaId | undefined = area; at !== undefined; at = areas.find(({ id }) => id === at)?.parent)
    if (within === undefined || at === within) return true;
  return false;
}
