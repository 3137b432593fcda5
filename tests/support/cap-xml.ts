/** Elements of an info or an alert, in the order of the standard; null takes one away. */
type Texts = Readonly<Record<string, string | null>>;

/** What a test says of an alert; the rest is a thunderstorm over the middle of Xining. */
export type SaidCap = { alert?: Texts; info?: Texts; area?: string; infos?: string };

const written = (texts: Texts) =>
  Object.entries(texts)
    .map(([name, text]) => (text === null ? '' : `<${name}>${text}</${name}>`))
    .join('');

export const capInfo = (said: Texts = {}, area = '<area><areaDesc>Xining</areaDesc></area>') =>
  `<info>${written({
    language: 'en-US',
    category: 'Met',
    event: 'Thunderstorm',
    urgency: 'Expected',
    severity: 'Severe',
    certainty: 'Likely',
    effective: null,
    onset: null,
    expires: null,
    senderName: null,
    headline: 'Severe thunderstorm',
    ...said,
  })}${area}</info>`;

/** A CAP 1.2 alert as an agency sends it. */
export const capXml = ({ alert = {}, info = {}, area, infos }: SaidCap = {}) =>
  `<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">${written({
    identifier: 'w-1',
    sender: 'weather@example.org',
    sent: '2026-11-30T18:00:00+08:00',
    status: 'Actual',
    msgType: 'Alert',
    source: null,
    scope: 'Public',
    restriction: null,
    addresses: null,
    code: null,
    note: null,
    references: null,
    ...alert,
  })}${infos ?? capInfo(info, area)}</alert>`;

/** An area of one polygon, `lat,lon` pairs. */
export const capPolygonArea = (polygon: string) =>
  `<area><areaDesc>Middle</areaDesc><polygon>${polygon}</polygon></area>`;
