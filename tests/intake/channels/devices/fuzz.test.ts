import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readMessage } from '#server/intake/channels/mqtt/read-message.ts';
import { readOwnTracks } from '#server/intake/channels/owntracks/read-owntracks.ts';
import { readTraccar } from '#server/intake/channels/traccar/read-traccar.ts';

const keys = fc.constantFrom(
  ...['_type', 'tst', 'lat', 'lon', 'acc', 'vel', 'cog', 'batt', 'topic', 'at', 'unit', 'accuracy', 'speed', 'heading'],
  ...['position', 'device', 'event', 'type', 'uniqueId', 'attributes', 'fixTime', 'valid', '__proto__', 'constructor'],
);
const value = fc.oneof(
  fc.double(),
  fc.maxSafeInteger(),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(null, true, 'location', 'transition', 'lwt', 'waypoint', 'encrypted', 'PD-12', '2026-02-30T24:00:00'),
);
const { node: json } = fc.letrec((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    value,
    fc.array(tie('node'), { maxLength: 4 }),
    fc.dictionary(keys, tie('node'), { maxKeys: 6 }),
  ),
}));
const topics = fc.oneof(
  fc.constantFrom(
    ...[
      'watchfloor/v1/positions/PD-12',
      'watchfloor/v1/positions/+',
      'watchfloor/v1/positions/',
      'owntracks/jane/phone',
    ],
    ...['owntracks/jane/phone/event', 'owntracks/+/#', '$SYS/broker', '', '/', 'owntracks//'],
  ),
  fc.string({ unit: 'binary', maxLength: 80 }),
);
const bytes = fc.oneof(
  json.map((said) => Buffer.from(JSON.stringify(said) ?? '')),
  fc.uint8Array({ maxLength: 200 }).map((raw) => Buffer.from(raw)),
  json.chain((said) => {
    const whole = Buffer.from(JSON.stringify(said) ?? '');
    return fc.nat(whole.length).map((end) => whole.subarray(0, end));
  }),
);

const known = ['fix', 'left', 'beside', 'wrong'];

test('no message over MQTT breaks its reader: each is a fix, a farewell, beside the matter or wrong, and of the unit of its topic alone', () => {
  fc.assert(
    fc.property(topics, bytes, fc.boolean(), (topic, payload, retained) => {
      const { source, messages } = readMessage({ topic, payload, retained }, () => null);
      expect(['mqtt', 'owntracks']).toContain(source);
      for (const { said, unit } of messages) {
        expect(known).toContain(said.is);
        if (said.is === 'wrong') expect(said.why).toMatch(/\S/);
        if (said.is === 'fix' && topic === 'watchfloor/v1/positions/PD-12') expect(unit).toBe('PD-12');
      }
    }),
    { numRuns: 400 },
  );
  expect(Object.keys(Object.prototype)).toEqual([]);
});

test('nothing that an app or a Traccar server sends breaks its reader', () => {
  fc.assert(
    fc.property(json, (said) => {
      expect(known).toContain(readOwnTracks(said).is);
      const read = readTraccar(said);
      expect(typeof read === 'string' ? /\S/.test(read) : known.includes(read.said.is)).toBe(true);
    }),
    { numRuns: 400 },
  );
});
