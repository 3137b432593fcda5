import { createHash } from 'node:crypto';
import type { Bulletin, BulletinText } from '#data/contract/bulletin.ts';
import type { CityCard } from '#data/contract/city-pack.ts';
import { xmlText } from '#data/kit/xml-text.ts';
import { capTimeOf } from '../read/cap-time.ts';

type City = Pick<CityCard, 'id' | 'names'>;

/** A bulletin of the centre's own as a CAP 1.2 alert: each language is an `info`, areas are named by their codes. */
export function capXml(bulletin: Bulletin, city: City): string {
  const { sender, identifier, sent, exercise, texts } = bulletin;
  return `<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
${elements('  ', [
  ['identifier', identifier],
  ['sender', sender],
  ['sent', capTimeOf(sent)],
  ['status', exercise ? 'Exercise' : 'Actual'],
  ['msgType', bulletin.replaces ? 'Update' : 'Alert'],
  ['scope', 'Public'],
  ['references', bulletin.replaces && bulletin.replaces.map((named) => referenceTo(named)).join(' ')],
])}
${texts.map((text) => infoOf(text, bulletin, city)).join('\n')}
</alert>
`;
}

const referenceTo = ({ sender, identifier, sent }: { sender: string; identifier: string; sent: number }) =>
  `${sender},${identifier},${capTimeOf(sent)}`;

function infoOf(text: BulletinText, bulletin: Bulletin, city: City): string {
  const { categories, urgency, severity, certainty, onset, expires, named } = bulletin;
  const isChinese = text.language.startsWith('zh');
  const senderName = (isChinese ? city.names.zh : undefined) ?? city.names.en;
  return `  <info>
${elements('    ', [
  ['language', text.language],
  ...categories.map((category) => ['category', category] as const),
  ['event', text.event],
  ['urgency', urgency],
  ['severity', severity],
  ['certainty', certainty],
  ['onset', capTimeOf(onset)],
  ['expires', capTimeOf(expires)],
  ['senderName', text.senderName ?? senderName],
  ['headline', text.headline],
  ['description', text.description],
  ['instruction', text.instruction],
])}
    <area>
${elements('      ', [['areaDesc', text.where ?? senderName]])}
${named.map((code) => `      <geocode><valueName>GB/T 2260</valueName><value>${xmlText(code)}</value></geocode>`).join('\n')}
    </area>
  </info>`;
}

const atom = 'application/atom+xml';

/** The list of those that stand, newest first. `base`: the address at which the server is reached from outside, none where it is not known. */
export function capFeed(
  rows: readonly Bulletin[],
  { base, city }: { base: string; city: City },
): { body: string; etag: string } {
  const updated = Math.max(0, ...rows.map(({ issued }) => issued));
  const time = (at: number) => new Date(at).toISOString();
  const entries = rows.map((row) => {
    const href = `${base}/feeds/cap/${row.id}.xml`;
    const [{ headline, event } = { headline: undefined, event: '' }] = row.texts;
    return `  <entry>
    <id>urn:watchfloor:${xmlText(city.id)}:${xmlText(row.id)}</id>
    <title>${xmlText(headline ?? event)}</title>
    <updated>${time(row.issued)}</updated>
    <author><name>${xmlText(row.sender)}</name></author>
    <link rel="alternate" type="application/cap+xml" href="${xmlText(href)}"/>
  </entry>`;
  });
  const body = `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <id>urn:watchfloor:${xmlText(city.id)}:bulletins</id>
  <title>${xmlText(city.names.en)}</title>
  <updated>${time(updated)}</updated>
  <link rel="self" type="${atom}" href="${xmlText(`${base}/feeds/cap.atom`)}"/>
${entries.join('\n')}
</feed>
`;
  return { body, etag: `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"` };
}

function elements(indent: string, all: readonly (readonly [name: string, text: string | undefined])[]): string {
  return all
    .flatMap(([name, text]) => (text === undefined ? [] : [`${indent}<${name}>${xmlText(text)}</${name}>`]))
    .join('\n');
}
