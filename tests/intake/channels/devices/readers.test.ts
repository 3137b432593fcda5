import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { UnitId } from '#data/contract/ids.ts';
import { fromEpochSeconds } from '#server/intake/channels/devices/epoch-time.ts';
import { readJson } from '#server/intake/channels/devices/read-json.ts';
import { readMessage } from '#server/intake/channels/mqtt/read-message.ts';
import { readPositions, unitOfTopic } from '#server/intake/channels/mqtt/read-positions.ts';
import { deviceOfRequest, deviceOfTopic } from '#server/intake/channels/owntracks/owntracks-device.ts';
import { unitOfOwnTracks } from '#server/intake/channels/owntracks/owntracks-unit.ts';
import { readOwnTracks } from '#server/intake/channels/owntracks/read-owntracks.ts';
import { readTraccar } from '#server/intake/channels/traccar/read-traccar.ts';

const unit = 'PD-12' as UnitId;
const location = { _type: 'location', tst: 1_700_000_000, lat: 36.6, lon: 101.7 };
const at = '2023-11-14T22:13:20.000Z';

describe('OwnTracks', () => {
  test('a location is a fix: kilometres an hour are metres a second, seconds a time', () => {
    const all = { ...location, acc: 12, vel: 36, cog: 270, batt: 80, alt: 2261, tid: 'JJ', SSID: 'home', conn: 'w' };
    expect(readOwnTracks(all)).toEqual({
      is: 'fix',
      fix: { at, lat: 36.6, lon: 101.7, accuracy: 12, speed: 10, heading: 270, battery: 80 },
    });
  });

  test('a time in digits is one, and milliseconds are seen and flagged', () => {
    expect(fromEpochSeconds('1440363922')).toEqual({ at: '2015-08-23T21:05:22.000Z' });
    expect(readOwnTracks({ ...location, tst: 1_700_000_000_000 })).toMatchObject({
      is: 'fix',
      fix: { at },
      corrected: expect.stringContaining('tst'),
    });
    for (const none of [undefined, null, '', 'now', -1, NaN, 1e300, {}, [1], true, '1e9', '0x10'])
      expect(fromEpochSeconds(none), String(none)).toBeUndefined();
  });

  test('a will is a leave, a crossed border a fix where it says where', () => {
    expect(readOwnTracks({ _type: 'lwt', tst: '1440363922' })).toEqual({ is: 'left' });
    expect(readOwnTracks({ ...location, _type: 'transition', event: 'enter', desc: 'x' })).toMatchObject({ is: 'fix' });
    expect(readOwnTracks({ _type: 'transition', tst: 1, event: 'enter' })).toEqual({ is: 'beside' });
  });

  test.each(['beacon', 'card', 'cmd', 'configuration', 'request', 'status', 'steps', 'waypoint', 'waypoints'])(
    '%s is passed over',
    (_type) => expect(readOwnTracks({ _type, tst: 1, lat: 1, lon: 1 })).toEqual({ is: 'beside' }),
  );

  test.each([
    ['encrypted', { _type: 'encrypted', data: 'AAAA' }, /encrypted/],
    ['another type', { _type: 'toString' }, /_type/],
    ['no type', { tst: 1 }, /_type/],
    ['a type inherited', JSON.parse('{"__proto__":{"_type":"location"}}'), /_type/],
    ['an array', [location], /object/],
    ['null', null, /object/],
    ['no time', { ...location, tst: undefined }, /tst/],
  ])('%s is wrong', (_name, payload, why) =>
    expect(readOwnTracks(payload)).toEqual({ is: 'wrong', why: expect.stringMatching(why) }),
  );

  test('what a telephone says in a tunnel and behind it is read whole', () => {
    // As the apps wrote them ten years ago: unknown is -1, a time may be text.
    const lines = [
      '{"tst":1440395361,"acc":3000,"_type":"location","alt":51,"lon":10.027857,"vac":29,"vel":-1,"lat":52.378885,"cog":-1,"tid":"NE","batt":96}',
      '{"tst":"1440363922","_type":"lwt"}',
      '{"tst":1440395704,"acc":5000,"_type":"location","lon":10.125893,"vel":-1,"lat":52.358754,"cog":-1,"t":"p"}',
    ];
    const said = lines.map((line) => readOwnTracks(JSON.parse(line)));
    expect(said.map(({ is }) => is)).toEqual(['fix', 'left', 'fix']);
    expect(said[0]).toMatchObject({ fix: { accuracy: 3000, heading: -1, battery: 96 } });
  });

  test('a device is named by its topic, and by nothing longer or shorter', () => {
    expect(deviceOfTopic('owntracks/jane/phone')).toEqual({ user: 'jane', device: 'phone' });
    expect(deviceOfTopic('owntracks/jane/phone/event')).toEqual({ user: 'jane', device: 'phone' });
    for (const topic of ['owntracks/jane', 'owntracks/jane/phone/cmd', 'x/owntracks/jane/phone', 'owntracks//phone'])
      expect(deviceOfTopic(topic), topic).toBeNull();
  });

  test('over HTTP two names for one device are none', () => {
    const asked = (headers: Record<string, string>, query = {}, payload: unknown = {}) =>
      deviceOfRequest({ header: (name) => headers[name], query }, payload);
    expect(asked({ 'x-limit-u': 'jane', 'x-limit-d': 'phone' })).toEqual({ user: 'jane', device: 'phone' });
    expect(asked({}, { u: 'jane', d: 'phone' })).toEqual({ user: 'jane', device: 'phone' });
    expect(asked({}, {}, { topic: 'owntracks/jane/phone' })).toEqual({ user: 'jane', device: 'phone' });
    expect(asked({ 'x-limit-u': 'jane' }, {}, { topic: 'owntracks/joe/phone' })).toBe('differ');
    expect(asked({ 'x-limit-u': 'jane' }, { u: 'joe' })).toBe('differ');
    expect(asked({}, {}, { topic: 7 })).toBe('none');
  });

  test('a user speaks for the unit of the token, else of their own name, and never for one that a device is called', () => {
    const phone = { user: 'jane', device: 'PD-99' };
    expect(unitOfOwnTracks(phone, null)).toEqual({ unit: 'jane' });
    expect(unitOfOwnTracks(phone, 'all')).toEqual({ unit: 'jane' });
    expect(unitOfOwnTracks(phone, ['PD-12'])).toEqual({ unit: 'PD-12' });
    expect(unitOfOwnTracks({ user: 'police', device: 'PD-13' }, ['PD-*'])).toEqual({ unit: 'PD-13' });
    expect(unitOfOwnTracks(phone, ['PD-1*'])).toMatch(/may speak for/);
    expect(unitOfOwnTracks({ user: '*', device: 'x' }, null)).toMatch(/unit/);
  });
});

describe('positions over MQTT', () => {
  test('the topic says of which unit, in the form of every door', () => {
    expect(unitOfTopic('watchfloor/v1/positions/PD-12')).toBe('PD-12');
    expect(unitOfTopic('watchfloor/v1/positions/Car 12')).toBe('Car-12');
    for (const topic of [
      'watchfloor/v1/positions/',
      'watchfloor/v1/positions/PD-12/x',
      'watchfloor/v1/positions/+',
      'watchfloor/v1/positions/#',
      'watchfloor/v2/positions/PD-12',
      `watchfloor/v1/positions/${'x'.repeat(65)}`,
    ])
      expect(unitOfTopic(topic), topic).toBeNull();
  });

  test('a payload that names another unit is wrong, one that names it otherwise is not', () => {
    const fix = { at: 1, lon: 101.7, lat: 36.6 };
    expect(readPositions({ ...fix, unit: 'PD-13' }, unit)).toEqual([
      { is: 'wrong', why: 'unit: is another than that of the topic' },
    ]);
    expect(readPositions({ ...fix, unit: 'pd-12' }, unit)).toMatchObject([{ is: 'fix', fix }]);
    expect(readPositions([fix, 7, { ...fix, unit: null }], unit).map(({ is }) => is)).toEqual([
      'fix',
      'wrong',
      'wrong',
    ]);
    expect(readPositions(Array.from({ length: 5001 }), unit)).toHaveLength(1);
  });

  test('a will that lay at the broker says nothing of now', () => {
    const lwt = { topic: 'owntracks/jane/phone', payload: Buffer.from('{"_type":"lwt","tst":1}') };
    const said = (retained: boolean) => readMessage({ ...lwt, retained }, () => null).messages[0]!.said.is;
    expect([said(false), said(true)]).toEqual(['left', 'beside']);
  });
});

describe('Traccar', () => {
  const position = {
    id: 1,
    deviceId: 10,
    protocol: 'gt06',
    serverTime: '2023-11-14T22:13:21.000+00:00',
    deviceTime: '2023-11-14T22:13:20.000+00:00',
    fixTime: '2023-11-14T22:13:20.000+00:00',
    outdated: false,
    valid: true,
    latitude: 36.6,
    longitude: 101.7,
    altitude: 2261,
    speed: 10,
    course: 90,
    accuracy: 0,
    attributes: { batteryLevel: 85, motion: true },
  };
  const device = { id: 10, name: 'Car 1', uniqueId: '359632106090555', status: 'online', attributes: {} };
  const fixOf = (over: object, of: object = device) => {
    const read = readTraccar({ position: { ...position, ...over }, device: of });
    return typeof read === 'string' ? read : read.said.is === 'fix' ? read.said.fix : read.said;
  };

  test('knots are metres a second, and an accuracy of 0 is what the device did not say', () => {
    expect(readTraccar({ position, device })).toEqual({
      unit: '359632106090555',
      said: {
        is: 'fix',
        fix: {
          at: '2023-11-14T22:13:20.000+00:00',
          lon: 101.7,
          lat: 36.6,
          accuracy: undefined,
          speed: expect.closeTo(5.1444, 4),
          heading: 90,
          battery: 85,
        },
      },
    });
  });

  test('times are read in every form that Traccar has written them', () => {
    expect(fixOf({ fixTime: '2018-09-14T15:34:17.000+0000' })).toMatchObject({ at: '2018-09-14T15:34:17.000+00:00' });
    expect(fixOf({ fixTime: 1_663_248_932_000 })).toMatchObject({ at: 1_663_248_932_000 });
    expect(fixOf({ fixTime: null })).toMatchObject({ at: position.deviceTime });
  });

  test('the unit is what the attribute of the device names', () => {
    const named = readTraccar({ position, device: { ...device, attributes: { unit: 'PD-12' } } });
    expect(named).toMatchObject({ unit: 'PD-12' });
    expect(readTraccar({ position, device: { ...device, uniqueId: 7 } })).toMatch(/uniqueId/);
  });

  test('a place that the device does not know, or had before, is none', () => {
    expect(fixOf({ valid: false })).toMatchObject({ is: 'wrong' });
    expect(fixOf({ outdated: true })).toMatchObject({ is: 'wrong' });
  });

  test('a device that goes offline leaves, and other events are passed over', () => {
    const event = (type: unknown) => readTraccar({ event: { type }, device, position });
    expect(event('deviceOffline')).toMatchObject({ said: { is: 'left' } });
    expect(event('ignitionOn')).toMatchObject({ said: { is: 'beside' } });
    expect(event(7)).toMatchObject({ said: { is: 'beside' } });
  });

  test.each([null, [], 7, {}, { position }, { device }, { position: [], device }])('%j is wrong', (body) =>
    expect(readTraccar(body)).toEqual(expect.any(String)),
  );
});

describe('whatever comes', () => {
  const kinds = ['fix', 'left', 'beside', 'wrong'];
  const names = [
    '_type',
    'tst',
    'lat',
    'lon',
    'acc',
    'vel',
    'unit',
    'at',
    '__proto__',
    'position',
    'device',
    'uniqueId',
  ];
  const words = fc.constantFrom('location', 'lwt', 'transition', '\0', '\ud800', 'PD-12', '1e99', '');
  const value = fc.letrec((tie) => ({
    any: fc.oneof({ maxDepth: 3 }, words, fc.double(), fc.boolean(), fc.constant(null), tie('list'), tie('object')),
    list: fc.array(tie('any'), { maxLength: 3 }),
    object: fc.dictionary(fc.constantFrom(...names), tie('any'), { maxKeys: 6 }),
  })).any;

  test('no payload breaks a reader, and each is one of four things', () => {
    fc.assert(
      fc.property(value, (payload) => {
        // As it comes: through JSON, in which `__proto__` is a field like any other.
        const parsed: unknown = JSON.parse(JSON.stringify(payload));
        expect(kinds).toContain(readOwnTracks(parsed).is);
        for (const { is } of readPositions(parsed, unit)) expect(kinds).toContain(is);
        const read = readTraccar(parsed);
        if (typeof read !== 'string') expect(kinds).toContain(read.said.is);
      }),
      { numRuns: 500 },
    );
  });

  test('no bytes and no topic break a message', () => {
    const topic = fc.oneof(
      fc.constantFrom('owntracks/jane/phone', 'watchfloor/v1/positions/PD-12', 'watchfloor/v1/positions/+', 'a'),
      fc.string({ unit: 'binary', maxLength: 40 }),
    );
    const payload = fc.oneof(
      fc.uint8Array({ maxLength: 64 }),
      fc.json({ maxDepth: 1 }).map((text) => Buffer.from(text)),
    );
    const units = fc.constantFrom(null, 'all' as const, ['PD-12'], ['PD-*', 'x']);
    fc.assert(
      fc.property(topic, payload, units, fc.boolean(), (topic, payload, units, retained) => {
        const { messages } = readMessage({ topic, payload, retained }, () => units);
        for (const { said } of messages) expect(kinds).toContain(said.is);
      }),
      { numRuns: 500 },
    );
  });

  test('bytes that are no UTF-8, no JSON, or too many are told apart', () => {
    expect(readJson(Buffer.from([0x22, 0xff, 0x22]))).toEqual({ ok: false, refusal: 'is not UTF-8' });
    expect(readJson(Buffer.from('{"a":'))).toEqual({ ok: false, refusal: 'is not JSON' });
    expect(readJson(Buffer.alloc(10_000_000, 0x20))).toEqual({ ok: false, refusal: expect.stringContaining('larger') });
    expect(readJson(Buffer.from('[1]'))).toEqual({ ok: true, value: [1] });
  });
});
