import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PROTOCOL } from '#data/contract/feed.ts';
import type { Role } from '#data/contract/person.ts';
import { everyone, type Who } from '#data/contract/routes/who.ts';
import { rights, type Door } from '#server/access/rights.ts';
import { startApp, type RunningApp } from '../support/app.ts';

let app: RunningApp;
const tokens = new Map<string, string>();
beforeAll(async () => {
  app = await startApp({ trustProxy: ['loopback'] });
  tokens.set('source', await app.addSource('hotline'));
  for (const view of ['public-wall', 'ops-wall', 'officer', 'supervisor', 'admin'])
    tokens.set(view, await app.addView(view));
});
afterAll(() => app.stop());

/** A header that shows who it is; people are signed in anew, because some doors sign them out. */
async function as(who: Who): Promise<Record<string, string>> {
  if (who === 'nobody') return {};
  if (who === 'source' || who === 'public-wall' || who === 'ops-wall') return bearer(who);
  const role: Role = who === 'oversight' ? 'analyst' : who;
  return { cookie: (await app.signIn({ role, oversight: who === 'oversight' })).cookie };
}
const bearer = (name: string) => ({ authorization: `Bearer ${tokens.get(name)}` });

/** Whether a door is open: an analyst with oversight may what an analyst may. */
const isOpen = (door: Door, who: Who) => {
  const allowed: readonly Who[] = rights[door].who;
  return allowed.includes(who) || (who === 'oversight' && allowed.includes('analyst'));
};

let address = 0;
/** Each from another address, so that nobody is slowed for the others. */
async function knock(door: Door, headers: Record<string, string>): Promise<{ status: number; detail: string }> {
  const [method, path] = door.split(' ') as [string, string];
  const target = method === 'FOLDER' ? `${path}/none.js` : path.replaceAll(/:\w+/g, 'none');
  const from = `203.0.${Math.floor(++address / 250)}.${address % 250}`;
  const answer = await fetch(`${app.url}${target}`, {
    method: method === 'FOLDER' ? 'GET' : method,
    redirect: 'manual',
    headers: { 'x-forwarded-for': from, 'content-type': 'application/json', ...headers },
    ...(method === 'POST' && { body: JSON.stringify(bodies[door]?.() ?? {}) }),
  });
  const text = await answer.text();
  const detail = answer.headers.get('content-type')?.includes('problem') ? String(JSON.parse(text).detail) : '';
  return { status: answer.status, detail };
}

/** Where an empty body would be told from nobody's. */
const bodies: { [D in Door]?: () => unknown } = {
  'POST /api/v1/displays/session': () => ({ token: tokens.get('ops-wall') }),
};

/** Open to whoever signs what they send, and to nobody else, whatever session or token they have. */
const signed: ReadonlySet<Door> = new Set(['POST /api/v1/webhooks/:name']);

const doors = Object.keys(rights) as Door[];
const routes = doors.filter((door) => !/^(SOCKET|EVENT|TOPIC) /.test(door));

describe.each(routes)('%s', (door) => {
  test.each(everyone)('and %s', async (who) => {
    const { status } = await knock(door, await as(who));
    if (isOpen(door, who)) {
      if (signed.has(door)) expect(status).toBe(401);
      else expect([401, 403, 429]).not.toContain(status);
      expect(status).not.toBe(500);
    } else expect(status).toBe(who === 'nobody' ? 401 : 403);
  });
});

describe('a door for people', () => {
  const forPeople = routes.filter((door) => 'person' in rights[door]);
  test.each(forPeople)('%s is closed to a token of any view', async (door) => {
    for (const view of ['officer', 'supervisor', 'admin']) {
      const { status, detail } = await knock(door, bearer(view));
      expect([status, detail]).toEqual([403, 'a person must sign in']);
    }
  });
});

describe('a token of a view', () => {
  const looks = routes.filter((door) => !('person' in rights[door]) && !door.startsWith('POST'));
  test.each(looks)('%s looks where its role may', async (door) => {
    for (const view of ['officer', 'supervisor', 'admin'] as const) {
      const { status } = await knock(door, bearer(view));
      if (isOpen(door, view)) expect([401, 403, 500]).not.toContain(status);
      else expect(status).toBe(403);
    }
  });
});

describe('sockets', () => {
  async function dial(namespace: string, who: Who): Promise<Socket> {
    const headers = await as(who);
    const token = 'authorization' in headers ? tokens.get(who) : undefined;
    return io(`${app.url}${namespace}`, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth: { protocol: PROTOCOL, resume: null, ...(token !== undefined && { token }) },
      ...('cookie' in headers && { extraHeaders: headers }),
    });
  }

  const cells = (['/feed', '/desk', '/', '/none'] as const).flatMap((namespace) =>
    everyone.map((who) => ({ namespace, who })),
  );
  test.each(cells)('$namespace and $who', async ({ namespace, who }) => {
    const socket = await dial(namespace, who);
    const came = await new Promise<boolean>((decided) => {
      socket.once('connect', () => decided(true));
      socket.once('connect_error', () => decided(false));
    });
    socket.disconnect();
    const door = `SOCKET ${namespace}`;
    expect(came).toBe(Object.hasOwn(rights, door) && isOpen(door as Door, who));
  });

  test.each(everyone.filter((who) => isOpen('SOCKET /feed', who)))('positions and %s', async (who) => {
    const socket = await dial('/feed', who);
    let keyframes = 0;
    socket.on('positions', () => keyframes++);
    const { epoch, seq, hash } = await new Promise<{ epoch: string; seq: number; hash: string }>((greeted) =>
      socket.once('hello', async () => {
        const headers = await as(who);
        const answer = await fetch(`${app.url}/api/v1/snapshot`, { headers });
        greeted((await answer.json()) as { epoch: string; seq: number; hash: string });
      }),
    );
    socket.emit('follow', { epoch, seq, hash });
    // The keyframe of those who may see it comes before the first beat after it.
    for (let beats = 0; beats < 2; beats++) await new Promise((beaten) => socket.once('beat', beaten));
    socket.disconnect();
    expect(keyframes > 0).toBe(isOpen('TOPIC /feed positions', who));
  });
});
