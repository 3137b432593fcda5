import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Bounds } from '#data/contract/place.ts';
import { capLists } from '#server/intake/channels/cap/read/cap-alert.ts';
import { capTime, capTimeOf } from '#server/intake/channels/cap/read/cap-time.ts';
import { readAlert } from '#server/intake/channels/cap/read/read-alert.ts';
import { root } from '../../architecture/imports.ts';
import { skippedUnless } from '../../support/aloud.ts';
import { capInfo, capPolygonArea, capXml, type SaidCap } from '../../support/cap-xml.ts';

const reach: Bounds = [101.3, 36.3, 102.2, 37.2];
const utf8 = (text: string) => new TextEncoder().encode(text);
const read = (document: string | Uint8Array, charset?: string) =>
  readAlert({ bytes: typeof document === 'string' ? utf8(document) : document, charset, reach });
const refusal = (document: string | Uint8Array, charset?: string) => {
  const answer = read(document, charset);
  if (answer.ok) throw new Error('taken');
  return answer.refusal;
};
/** The pointers and words of a 422. */
const faults = (said: SaidCap) => {
  const { status, errors = [] } = refusal(capXml(said));
  expect(status).toBe(422);
  return errors.map(({ pointer, detail }) => `${pointer} ${detail}`);
};
const taken = (said: SaidCap) => {
  const answer = read(capXml(said));
  if (!answer.ok) throw new Error(JSON.stringify(answer.refusal));
  return answer.value.alert;
};
const utf16 = (text: string, mark = true) => {
  const bytes = Buffer.from(text, 'utf16le');
  return mark ? Buffer.concat([Buffer.from([0xff, 0xfe]), bytes]) : bytes;
};
const square = '36.60,101.70 36.60,101.80 36.70,101.80 36.70,101.70 36.60,101.70';

describe('a valid alert', () => {
  test('is read with its times, its languages and its areas', () => {
    const alert = taken({
      infos:
        capInfo({ expires: '2026-11-30T20:00:00+08:00' }, capPolygonArea(square)) +
        capInfo({ language: 'zh-CN', event: '雷暴', headline: '雷暴红色预警' }),
    });
    expect(alert).toMatchObject({
      identifier: 'w-1',
      sender: 'weather@example.org',
      sent: Date.UTC(2026, 10, 30, 10),
      status: 'Actual',
      infos: [
        { language: 'en-US', severity: 'Severe', expires: Date.UTC(2026, 10, 30, 12), areas: [{ polygons: [[]] }] },
        { language: 'zh-CN', event: '雷暴', headline: '雷暴红色预警' },
      ].map((info) => ({ ...info, areas: expect.any(Array) as unknown })),
    });
    expect(alert.infos[0]!.areas[0]!.polygons[0]![0]).toEqual([101.7, 36.6]);
  });

  test('is read in the namespace of 1.1, with a prefix, and with a signature at its end', () => {
    expect(read(capXml().replace('cap:1.2', 'cap:1.1')).ok).toBe(true);
    const prefixed = capXml()
      .replaceAll(/<(\/?)([a-z])/gi, '<$1c:$2')
      .replace('xmlns=', 'xmlns:c=')
      .replace('<c:?xml', '<?xml');
    expect(read(prefixed)).toEqual(read(capXml()));
    const signed = capXml().replace(
      '</alert>',
      '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo/></Signature></alert>',
    );
    expect(read(signed).ok).toBe(true);
  });

  test('is read from UTF-16 with its mark, from GB18030 as declared, and with a charset from outside', () => {
    const text = capXml({ info: { headline: '雷暴' } });
    expect(read(utf16(text.replace('UTF-8', 'UTF-16')))).toEqual(read(text));
    const head = text.replace('UTF-8', 'GB18030').split('雷暴');
    const gb = Buffer.concat([Buffer.from(head[0]!), Buffer.from([0xc0, 0xd7, 0xb1, 0xa9]), Buffer.from(head[1]!)]);
    expect(read(gb)).toEqual(read(text));
    expect(read(text, 'utf-8').ok).toBe(true);
  });

  test('keeps the beginning of a text that is too long, and says of which', () => {
    const answer = read(capXml({ info: { headline: 'x'.repeat(400) } }));
    expect(answer).toMatchObject({ ok: true, value: { cut: ['/info/0/headline'] } });
    if (answer.ok) expect(answer.value.alert.infos[0]!.headline).toBe(`${'x'.repeat(299)}…`);
  });

  const fixtures = join(root, '../shared/data/protocols/cap');
  skippedUnless(existsSync(fixtures), 'the alerts of other agencies are read', 'shared/data is not here');
  test.runIf(existsSync(fixtures))('of another agency is read whole', () => {
    const storm = read(readFileSync(join(fixtures, 'thunderstorm.cap')));
    expect(storm).toMatchObject({
      ok: true,
      value: { alert: { identifier: 'KSTO1055887203', infos: [{ language: 'en-US', responses: ['Shelter'] }] } },
    });
    const fire = read(readFileSync(join(fixtures, 'australia.cap')));
    expect(fire).toMatchObject({ ok: true, value: { alert: { infos: [{}, {}] } } });
    if (fire.ok)
      expect(fire.value.alert.infos[0]!.areas[0]!.circles).toEqual([{ centre: [147.0598, -35.3888], km: 25 }]);
  });
});

describe('what cannot be read is 400', () => {
  const deep = (levels: number) =>
    capXml().replace('</alert>', `${'<a>'.repeat(levels)}${'</a>'.repeat(levels)}</alert>`);
  const declared = (line: string) => capXml().replace('<alert', `${line}<alert`);
  test.each([
    ['a document type', declared('<!DOCTYPE alert>'), /DOCTYPE/],
    ['a document type after a comment', declared('<!-- x --><!DOCTYPE alert [<!ENTITY a "b">]>'), /DOCTYPE/],
    ['an entity of its own', capXml({ info: { headline: '&lol;' } }), /not well-formed XML \(line 2/],
    ['a file as entity', declared('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), /DOCTYPE/],
    ['a hundred levels', deep(100), /nested deeper than 24/],
    ['too many elements', capXml().replace('</alert>', `${'<a/>'.repeat(50_001)}</alert>`), /more than 50000 elements/],
    ['a NUL', capXml({ info: { headline: 'a\0b' } }), /not well-formed/],
    ['a NUL as a number', capXml({ info: { headline: 'a&#0;b' } }), /not well-formed/],
    ['half a character', capXml({ info: { headline: 'a&#xD800;b' } }), /not well-formed/],
    ['no end', capXml().slice(0, -3), /not well-formed/],
    ['two roots', `${capXml()}<alert/>`, /not well-formed/],
    ['nothing', '', /not well-formed|no element/],
    ['JSON', '{"identifier":1}', /not well-formed/],
    ['bytes that are no UTF-8', Buffer.concat([utf8('<a>'), Buffer.from([0xc3, 0x28])]), /not UTF-8/],
    ['UTF-16 that is UTF-8', capXml().replace('UTF-8', 'UTF-16'), /no byte order mark/],
    ['UTF-8 that is UTF-16', utf16(capXml()), /another encoding/],
    ['UTF-16 without its mark', utf16(capXml(), false), /not well-formed/],
    ['an encoding that nobody reads', capXml().replace('UTF-8', 'EBCDIC-CP-US'), /not read here/],
  ])('%s', (_what, document, says) => {
    const { status, detail } = refusal(document);
    expect(status).toBe(400);
    expect(detail).toMatch(says);
    expect(detail).not.toContain('passwd');
  });

  test('a comment and a section of data that only speak of a document type are no such thing', () => {
    expect(read(declared('<!-- <!DOCTYPE x> -->')).ok).toBe(true);
    expect(read(capXml({ info: { headline: '<![CDATA[<!DOCTYPE x>]]>' } })).ok).toBe(true);
  });
});

describe('what breaks a rule of the standard is 422 with a pointer', () => {
  test('another root, or another namespace', () => {
    expect(refusal(capXml().replace('cap:1.2', 'cap:9')).errors![0]!.pointer).toBe('/');
    expect(refusal('<feed xmlns="http://www.w3.org/2005/Atom"/>').status).toBe(422);
  });

  test.each(['identifier', 'sender', 'sent', 'status', 'msgType', 'scope'])('without %s', (name) => {
    expect(faults({ alert: { [name]: null } })).toEqual([`/${name} is missing`]);
  });

  test.each(['category', 'event', 'urgency', 'severity', 'certainty'])('an info without %s', (name) => {
    expect(faults({ info: { [name]: null } })).toEqual([`/info/0/${name} is missing`]);
  });

  test.each(['status', 'msgType', 'scope'] as const)('%s that is not of its list', (name) => {
    expect(faults({ alert: { [name]: 'actual' } })).toContain(`/${name} must be one of ${capLists[name].join(', ')}`);
  });

  test.each(['urgency', 'severity', 'certainty'] as const)('%s that is not of its list', (name) => {
    expect(faults({ info: { [name]: 'Huge' } })).toEqual([
      `/info/0/${name} must be one of ${capLists[name].join(', ')}`,
    ]);
  });

  test('an element that there is not, twice what stands once, out of order', () => {
    expect(faults({ alert: { colour: 'red' } })).toEqual(['/ holds an element that CAP 1.2 does not have']);
    expect(refusal(capXml().replace('<scope>', '<sender>b@b</sender><scope>')).errors).toEqual([
      { pointer: '/sender', detail: 'stands out of its order' },
      { pointer: '/sender', detail: 'stands more than once' },
    ]);
    expect(faults({ info: { severity: 'Severe', urgency: '<b/>' } })).toEqual(['/info/0/urgency must hold text alone']);
  });

  test.each([
    ['2026-11-30T18:00:00Z', 'ends in a letter'],
    ['2026-11-30T18:00:00', 'has no zone'],
    ['2026-11-30T18:00', 'has no zone'],
    ['2026-02-30T18:00:00+08:00', 'is a day that there is not'],
    ['2025-02-29T18:00:00+08:00', 'is a day that there is not'],
    ['2026-13-01T18:00:00+08:00', 'is a day that there is not'],
    ['2026-11-30T24:00:00+08:00', 'is no time of day'],
    ['2026-11-30T18:60:00+08:00', 'is no time of day'],
    ['2026-11-30T18:00:60+08:00', 'is no time of day'],
    ['2026-11-30T18:00:00+15:00', 'has a zone that there is not'],
    ['2026-11-30T18:00:00.5+08:00', 'is not a time'],
    ['1960-11-30T18:00:00+08:00', 'lies before 1970'],
    ['yesterday', 'is not a time'],
    ['', 'is not a time'],
  ])('the time %s', (sent, says) => {
    expect(faults({ alert: { sent } })[0]).toMatch(new RegExp(`^/sent ${says}`));
  });

  test.each([
    ['36.6,101.7 36.6,101.8 36.7,101.8', 'has fewer than four points'],
    ['36.60,101.70 36.60,101.80 36.70,101.80 36.70,101.70', 'is not closed'],
    ['36.60,101.70 36.70,101.80 36.60,101.80 36.70,101.70 36.60,101.70', 'crosses itself'],
    ['101.70,36.60 101.80,36.60 101.80,36.70 101.70,36.60', 'has a point outside the world .* swapped'],
    ['36.6,101.7 36.6,101.7 36.6,101.7 36.6,101.7', 'has no area'],
    ['36.6;101.7 36.6,101.8 36.7,101.8 36.6,101.7', 'has a point that is not latitude,longitude'],
    ['36.6,NaN 36.6,101.8 36.7,101.8 36.6,101.7', 'has a point that is not latitude,longitude'],
    ['36.6,1e2 36.6,101.8 36.7,101.8 36.6,101.7', 'has a point that is not latitude,longitude'],
  ])('the polygon %s', (polygon, says) => {
    expect(faults({ area: capPolygonArea(polygon) })[0]).toMatch(new RegExp(`^/info/0/area/0/polygon/0 ${says}`));
  });

  test('swapped numbers are told by where the city lies, where both ways are in the world', () => {
    const there: Bounds = [10, 50, 11, 51];
    const bytes = utf8(capXml({ area: capPolygonArea('10.1,50.1 10.2,50.1 10.2,50.2 10.1,50.1') }));
    expect(readAlert({ bytes, reach: there })).toMatchObject({
      ok: false,
      refusal: { errors: [{ detail: expect.stringContaining('swapped') as unknown }] },
    });
  });

  test.each([
    ['36.62,101.77', 'is not a circle'],
    ['36.62,101.77 -5', 'is not a circle'],
    ['36.62,101.77 5 km', 'is not a circle'],
    ['101.77,36.62 5', 'has a point outside the world'],
    ['36.62,101.77 99999', 'is larger than the earth'],
  ])('the circle %s', (circle, says) => {
    const area = `<area><areaDesc>Middle</areaDesc><circle>${circle}</circle></area>`;
    expect(faults({ area })[0]).toMatch(new RegExp(`^/info/0/area/0/circle/0 ${says}`));
  });

  test.each([
    ['a blank in it', { alert: { identifier: 'a b' } }, '/identifier holds a blank, a comma, < or &'],
    ['nothing in it', { alert: { sender: '  ' } }, '/sender is empty'],
    [
      'marks that turn text around',
      { alert: { identifier: 'a\u202eb' } },
      '/identifier holds a blank, a comma, < or &',
    ],
    ['no restriction', { alert: { scope: 'Restricted' } }, '/restriction must be said for this scope'],
    ['no addresses', { alert: { scope: 'Private' } }, '/addresses must be said for this scope'],
    ['an update of nothing', { alert: { msgType: 'Update' } }, '/references must name the messages'],
    ['no triplets', { alert: { references: 'a,b' } }, '/references must be sender,identifier,sent'],
    ['a web that is none', { info: { web: 'javascript:alert(1)' } }, '/info/0/web is not a full http'],
    ['no language', { info: { language: '中文' } }, '/info/0/language is not the name of a language'],
    ['no info', { infos: '' }, '/info is missing'],
  ] as [string, SaidCap, string][])('%s', (_what, said, says) => {
    expect(faults(said)[0]).toContain(says);
  });
});

describe('whatever comes', () => {
  test('it is read or refused, never thrown, and quickly', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
        expect([400, 422]).toContain(refusal(bytes).status);
      }),
      { numRuns: 300 },
    );
  });

  test('a valid alert of which any part is torn or doubled is read or refused', () => {
    const whole = capXml({ infos: capInfo({}, capPolygonArea(square)) });
    const at = fc.integer({ min: 0, max: whole.length });
    const marks = ['', '<', '>', '&', '&#0;', '<!--', ']]>', '<a>', '</info>', '"', '\0', '\ud800', '<info/>'];
    fc.assert(
      fc.property(at, at, fc.constantFrom(...marks), (from, to, between) => {
        const answer = read(whole.slice(0, from) + between + whole.slice(to));
        if (!answer.ok) expect([400, 422]).toContain(answer.refusal.status);
      }),
      { numRuns: 500 },
    );
  });

  test('texts come out as they went in', () => {
    const escaped = (text: string) => text.replaceAll(/[<>&\r]/g, (mark) => `&#${mark.codePointAt(0)};`);
    const said = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }).filter((text) => text.trim() === text);
    fc.assert(
      fc.property(said, (headline) => {
        expect(taken({ info: { headline: escaped(headline) } }).infos[0]!.headline).toBe(headline);
      }),
    );
  });

  test('a moment is the same after it is written and read', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e9 }), (seconds) => {
        expect(capTime(capTimeOf(seconds * 1000))).toEqual({ ok: true, value: seconds * 1000 });
      }),
    );
  });

  test('a ring that winds without crossing is taken, and two points of it exchanged are found', () => {
    const radii = fc.array(fc.double({ min: 0.2, max: 1, noNaN: true }), { minLength: 5, maxLength: 60 });
    const around = (all: readonly number[]) =>
      all.map((radius, i) => {
        const angle = (2 * Math.PI * i) / all.length;
        return `${(36.6 + (radius * Math.sin(angle)) / 10).toFixed(6)},${(101.7 + (radius * Math.cos(angle)) / 10).toFixed(6)}`;
      });
    const area = (points: readonly string[]) => ({ area: capPolygonArea([...points, points[0]].join(' ')) });
    fc.assert(
      fc.property(radii, (all) => {
        expect(read(capXml(area(around(all)))).ok).toBe(true);
        const [first, second, third, ...rest] = around(all.map(() => 1));
        expect(faults(area([first!, third!, second!, ...rest]))[0]).toContain('crosses itself');
      }),
      { numRuns: 50 },
    );
  });
});
