import { expect, test } from 'vitest';
import { startApp } from '../../support/app.ts';
import { channelPasses, type Told } from './kit.ts';

const basic = (user: string, token: string) => `Basic ${Buffer.from(`${user}:${token}`).toString('base64')}`;
const location = { _type: 'location', tst: Math.floor(Date.now() / 1000) - 5, lat: 36.61, lon: 101.77 };

channelPasses('owntracks', {
  async connect(app) {
    const token = await app.addSource('phones');
    const send = async (ref: string, body: object): Promise<Told> => {
      const answer = await fetch(`${app.url}/owntracks`, {
        method: 'POST',
        headers: {
          authorization: basic(ref, token),
          'content-type': 'application/json',
          'x-limit-u': ref,
          'x-limit-d': 'phone',
        },
        body: JSON.stringify(body),
      });
      if (answer.status === 503) return 'again';
      expect([answer.status, await answer.json()]).toEqual([200, []]);
      return 'acknowledged';
    };
    return {
      good: (ref) => send(ref, location),
      bad: (ref) => send(ref, { ...location, tst: 'now' }),
    };
  },
  kept: async (store) => (await store.tracks.read(0, Infinity)).map(({ unit }) => unit).sort(),
});

test('a phone speaks for the unit of its token alone, shows it as a password, and is answered what its app understands', async () => {
  const app = await startApp();
  try {
    const token = await app.addSource('jane', ['PD-12']);
    const post = (body: string, more: Record<string, string> = {}, query = '') =>
      fetch(`${app.url}/owntracks${query}`, {
        method: 'POST',
        headers: { authorization: basic('jane', token), 'content-type': 'application/json', ...more },
        body,
      });
    const phone = { 'x-limit-u': 'jane', 'x-limit-d': 'phone' };
    const answer = await post(JSON.stringify(location), phone);
    expect([answer.status, await answer.json()]).toEqual([200, []]);
    expect((await app.store.tracks.latest()).map(({ unit }) => unit)).toEqual(['PD-12']);
    // Waypoints, nothing at all, and what nobody can read are taken from the phone, which would send them for ever.
    for (const body of [
      '',
      '{}',
      '{"_type":"waypoint"}',
      '{"_type":"encrypted","data":"AA"}',
      '[1]',
      '{"__proto__":{"_type":"lwt"}}',
    ])
      expect((await post(body, phone)).status, body).toBe(200);
    const { items } = await app.store.letters.list({ channel: 'owntracks' }, { limit: 10 });
    expect(items.map(({ reason, source }) => `${source} ${reason}`).sort()).toEqual([
      'jane _type: is encrypted, and no key is known here',
      'jane _type: is missing',
      'jane is not an object',
    ]);
    expect((await post('{"_type":', phone)).status).toBe(400);
    expect((await post(JSON.stringify(location), { ...phone, authorization: basic('jane', 'x') })).status).toBe(401);
    expect((await post(JSON.stringify({ ...location, topic: 'owntracks/joe/phone' }), phone)).status).toBe(422);
    expect((await post(JSON.stringify(location), {}, '?u=jane&d=phone')).status).toBe(200);
    expect((await post(' '.repeat(2_000_000), phone)).status).toBe(413);
  } finally {
    await app.stop();
  }
});
