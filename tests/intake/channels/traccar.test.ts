import { expect, test } from 'vitest';
import { startApp } from '../../support/app.ts';
import { channelPasses, type Told } from './kit.ts';

const fixTime = new Date(Date.now() - 5000).toISOString().replace('Z', '+00:00');
const forwarded = (uniqueId: string, more: object = {}) => ({
  position: {
    protocol: 'gt06',
    fixTime,
    deviceTime: fixTime,
    outdated: false,
    valid: true,
    latitude: 36.61,
    longitude: 101.77,
    speed: 10,
    course: 90,
    accuracy: 0,
    attributes: {},
    ...more,
  },
  device: { id: 1, name: 'Car', uniqueId, attributes: {} },
});

channelPasses('traccar', {
  async connect(app) {
    const token = await app.addSource('fleet');
    const send = async (body: object): Promise<Told> => {
      const answer = await fetch(`${app.url}/traccar`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (answer.status === 503) return 'again';
      const { refused } = (await answer.json()) as { refused: { detail: string }[] };
      return refused[0] ? { refused: refused[0].detail } : 'acknowledged';
    };
    return {
      good: (ref) => send(forwarded(ref)),
      bad: (ref) => send(forwarded(ref, { latitude: 'north' })),
    };
  },
  kept: async (store) => (await store.tracks.read(0, Infinity)).map(({ unit }) => unit).sort(),
});

test('a Traccar server speaks for the units of its token alone, and is told what is wrong by its field', async () => {
  const app = await startApp();
  try {
    const token = await app.addSource('fleet', ['35*', 'PD-12']);
    const post = async (body: unknown) => {
      const answer = await fetch(`${app.url}/traccar`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return { status: answer.status, body: (await answer.json()) as object };
    };
    const { position, device } = forwarded('359632106090555');
    expect(await post({ position, device })).toEqual({ status: 202, body: { accepted: 1, refused: [] } });
    expect((await post({ position, device: { ...device, attributes: { unit: 'PD-12' } } })).status).toBe(202);
    expect((await post({ position, device: { ...device, uniqueId: 'PD-13' } })).status).toBe(403);
    expect((await post({ position, device: { ...device, uniqueId: 7 } })).body).toMatchObject({
      errors: [{ pointer: '/device/uniqueId' }],
    });
    const units = (await app.store.tracks.latest()).map(({ unit }) => unit);
    expect(units.sort()).toEqual(['359632106090555', 'PD-12']);
    await app.watch.look();
    expect(app.board().units.get('PD-12' as never)?.contact).not.toBe('offline');
    await post({ event: { type: 'deviceOffline' }, device: { ...device, attributes: { unit: 'PD-12' } } });
    await app.watch.look();
    expect(app.board().units.get('PD-12' as never)?.contact).toBe('offline');
  } finally {
    await app.stop();
  }
});
