import { createHash } from 'node:crypto';
import type { Bulletin, BulletinShape, BulletinText } from '#data/contract/bulletin.ts';
import type { BulletinId, SourceName } from '#data/contract/ids.ts';
import type { LonLat } from '#data/contract/place.ts';
import { bulletinAreas } from '#data/rules/bulletin-areas.ts';
import type { AreaPack } from '#data/rules/cell-areas.ts';
import { DAY } from '#data/rules/civil-day.ts';
import { type CapAlert, type CapInfo, capLists, type CapMessage } from './read/cap-alert.ts';

/** The same message is the same bulletin, however often and by whomever it comes. */
export function bulletinIdOf({ sender, identifier, sent }: CapMessage): BulletinId {
  const digest = createHash('sha256').update(`${sender}\n${identifier}\n${sent}`).digest('hex');
  return `b-${digest.slice(0, 16)}` as BulletinId;
}

/** Where no info says when it ends (3.2.2 leaves it to who receives it). */
const LASTS = DAY;
const MOST_TEXTS = 16;
const MOST_SHAPES = 100;
const MOST_POINTS = 2000;

type Issued = Omit<Bulletin, 'rev' | 'issued' | 'acknowledged' | 'exercise'>;

/**
 * An alert as the board keeps it: as grave as its gravest info, from the first onset to the last expiry,
 * one text for each language (of its gravest info), all areas of all infos.
 */
export function bulletinOf(alert: CapAlert, source: SourceName, pack: AreaPack): Issued {
  const { sender, identifier, sent, scope } = alert;
  const infos = alert.infos.toSorted((a, b) => rank(a) - rank(b));
  const gravest = infos[0]!;
  const areas = infos.flatMap((info) => info.areas);
  const shapes = thinned(
    distinct(
      areas.flatMap(({ polygons, circles }): BulletinShape[] => [...polygons.map((ring) => ({ ring })), ...circles]),
    ),
  );
  const codes = new Set(areas.flatMap(({ geocodes }) => geocodes.map(({ value }) => value)));
  const ends = infos.map(({ expires }) => expires ?? sent + LASTS);
  const texts = textsOf(infos);
  const isPublic = scope === 'Public';
  return {
    id: bulletinIdOf(alert),
    sender,
    identifier,
    sent,
    ...(alert.msgType === 'Update' && { replaces: alert.references }),
    source,
    severity: gravest.severity,
    urgency: gravest.urgency,
    certainty: gravest.certainty,
    categories: distinct(infos.flatMap(({ categories }) => categories)),
    onset: Math.min(...infos.map(({ onset, effective }) => onset ?? effective ?? sent)),
    expires: Math.max(...ends),
    texts: isPublic ? texts : [],
    ...(!isPublic && { deskTexts: texts }),
    shapes: isPublic ? shapes : [],
    ...bulletinAreas({ shapes, codes: [...codes] }, pack),
  };
}

const rank = ({ severity }: CapInfo) => capLists.severity.indexOf(severity);

function textsOf(infos: readonly CapInfo[]): BulletinText[] {
  const byLanguage = new Map<string, BulletinText>();
  for (const { language, event, headline, description, instruction, senderName, web, contact, areas } of infos) {
    if (byLanguage.has(language)) continue;
    const where = areas.map((area) => area.description).join('; ');
    byLanguage.set(language, {
      language,
      event,
      ...(headline !== undefined && { headline }),
      ...(description !== undefined && { description }),
      ...(instruction !== undefined && { instruction }),
      ...(senderName !== undefined && { senderName }),
      ...(where !== '' && { where: where.slice(0, 500) }),
      ...(web !== undefined && { web }),
      ...(contact !== undefined && { contact }),
    });
  }
  return [...byLanguage.values()].slice(0, MOST_TEXTS);
}

function distinct<Item>(items: readonly Item[]): Item[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

/** What a board of many screens can carry: of longer rings every so many points. */
function thinned(shapes: readonly BulletinShape[]): BulletinShape[] {
  const kept = shapes.slice(0, MOST_SHAPES);
  const points = kept.reduce((sum, shape) => sum + ('ring' in shape ? shape.ring.length : 0), 0);
  const step = Math.max(1, Math.ceil(points / MOST_POINTS));
  return kept.map((shape) => ('ring' in shape ? { ring: everySo(shape.ring, step) } : shape));
}

function everySo(ring: LonLat[], step: number): LonLat[] {
  const each = Math.max(step, Math.ceil(ring.length / 999));
  if (each === 1 || ring.length / each < 8) return ring.length > 999 ? ring.slice(0, 999) : ring;
  const kept = ring.filter((_, i) => i % each === 0 && i < ring.length - 1);
  return [...kept, kept[0]!];
}
