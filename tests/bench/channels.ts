import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { createSeal } from '#server/access/second-factor/seal.ts';
import { installationSecret } from '#server/access/secret.ts';
import { createCards } from '#server/cards/cards.ts';
import { createAreas } from '#server/city/areas.ts';
import { loadCityPack } from '#server/city/load.ts';
import { createAgencies } from '#server/intake/channels/webhooks/agencies.ts';
import { realClock } from '#server/real-clock.ts';
import { openSqliteStore } from '#server/store/sqlite/open.ts';
import { capInfo, capPolygonArea, capXml } from '../support/cap-xml.ts';
import { signed } from '../intake/channels/signed.ts';
import { serverProcess, type ServerProcess } from '../support/server-process.ts';
import { buildIfStale, built } from './built.ts';
import { inTurns } from './in-turns.ts';
import { readMetrics } from './server-metrics.ts';

const CITY = join(import.meta.dirname, '../../data/city/xining');
const CATEGORY = 'public-security/theft';
const SENDERS = 32;
const ROUND_MS = 2000;
const ROUNDS = 3;
const ATTACK_MS = 5000;
const ATTACKERS = 4;

type Taken = { cpuMs: number; reports: number };
type Asked = { path: string; init: RequestInit };
export type ChannelRates = { http: number; open311: number; webhooks: number; cap: number };
export type Attack = { what: string; p99Ms: number; longestMs: number; answers: number };
/** Milliseconds of processor that the server takes for a thousand reports, all its threads together. */
export type ChannelCosts = Record<keyof ChannelRates, number>;
export type ChannelFigures = { rates: ChannelRates; costs: ChannelCosts; attacks: Attack[]; cardScriptBytes: number };

/** Reports one by one through each channel in turns; then what others wait while each reader is under attack. */
export async function measureChannels(): Promise<ChannelFigures> {
  buildIfStale();
  // Each request from an address of its own: limits by address are not what is measured.
  const server = await serverProcess({ CITY, DEMO: '0', TRUST_PROXY: '1' }, built);
  const { secret, card } = await prepare(server);
  await server.start();
  try {
    const askAs = asker(server, secret, card);
    const nothing = () => ({ cpuMs: 0, reports: 0 });
    const taken = { http: nothing(), open311: nothing(), webhooks: nothing(), cap: nothing() };
    const rates = await inTurns<keyof ChannelRates>(
      {
        http: () => rateOf(server, askAs.http, taken.http),
        open311: () => rateOf(server, askAs.open311, taken.open311),
        webhooks: () => rateOf(server, askAs.webhooks, taken.webhooks),
        cap: () => rateOf(server, askAs.cap, taken.cap),
      },
      ROUNDS,
    );
    const attacks: Attack[] = [await attacked(server, 'nothing', null)];
    for (const [what, ask] of Object.entries(await attackers(askAs))) attacks.push(await attacked(server, what, ask));
    const cost = ({ cpuMs, reports }: Taken) => (1000 * cpuMs) / reports;
    const costs = {
      http: cost(taken.http),
      open311: cost(taken.open311),
      webhooks: cost(taken.webhooks),
      cap: cost(taken.cap),
    };
    return { rates, costs, attacks, cardScriptBytes: await scriptBytes(server, card) };
  } finally {
    await server.kill();
    server.remove();
  }
}

/** An agency and a card, in the store before the first start. */
async function prepare({ folder }: ServerProcess) {
  const pack = await loadCityPack(CITY);
  const store = await openSqliteStore({ file: join(folder, 'watchfloor.db'), hourShift: 0 });
  const seal = createSeal(installationSecret(folder, {}));
  const mapping = { category: { column: 'kind', default: CATEGORY }, key: ['no'], description: 'text' };
  const made = await createAgencies({ store, seal, clock: realClock }).add({
    name: 'works' as never,
    label: 'Works',
    mapping,
  });
  const cards = createCards({ drawers: store.drawers, areas: createAreas(pack), clock: realClock });
  const [card] = await cards.make(pack.areas.find(({ level }) => level === 'community')!.id, 'community');
  await store.close();
  return { secret: made!.secret!, card: card!.code as string };
}

function asker({ source }: ServerProcess, secret: string, card: string) {
  let n = 0;
  const from = () => ({ 'x-forwarded-for': `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}` });
  const post = (path: string, body: string | Uint8Array | FormData, headers: Record<string, string>): Asked => ({
    path,
    init: { method: 'POST', body: body as RequestInit['body'] & {}, headers: { ...headers, ...from() } },
  });
  const bearer = { authorization: `Bearer ${source}` };
  const cap = (xml: string) => post('/api/v1/cap', xml, { ...bearer, 'content-type': 'application/cap+xml' });
  return {
    http: () =>
      post(
        '/api/v1/incidents',
        JSON.stringify({ source: 'hotline', sourceRef: `h${++n}`, category: CATEGORY, description: 'bench' }),
        {
          ...bearer,
          'content-type': 'application/json',
        },
      ),
    open311: () =>
      post(
        '/open311/v2/requests.json',
        new URLSearchParams({
          api_key: source,
          service_code: CATEGORY.replace('/', '.'),
          address_string: `Road ${++n}`,
          description: 'bench',
        }).toString(),
        { 'content-type': 'application/x-www-form-urlencoded' },
      ),
    webhooks() {
      const body = JSON.stringify({ no: `w${++n}`, kind: 'leak', text: 'bench' });
      return post('/api/v1/webhooks/works', body, signed(body, { id: `msg_${n}`, secret }));
    },
    cap: () =>
      cap(
        capXml({
          alert: { identifier: `bench-${++n}`, sent: '2026-01-01T00:00:00+08:00' },
          info: { expires: '2026-01-02T00:00:00+08:00' },
        }),
      ),
    document: (xml: string) => (n++, cap(xml)),
    photo(bytes: Uint8Array, name: string) {
      const form = new FormData();
      form.set('category', CATEGORY);
      form.set('description', `photo ${++n}`);
      form.append('photos', new Blob([bytes as BlobPart]), name);
      return post(`/api/v1/cards/${card}/reports`, form, { accept: 'application/json' });
    },
  };
}

async function attackers({ document, photo }: ReturnType<typeof asker>): Promise<Record<string, () => Asked>> {
  const nested = `<?xml version="1.0"?>${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`;
  const entities = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "${'x'.repeat(500_000)}">]><a>&a;</a>`;
  const large = capXml({ infos: capInfo({}, capPolygonArea(comb(5000))) });
  const noise = sharp({
    create: {
      width: 5000,
      height: 4000,
      channels: 3,
      noise: { type: 'gaussian', mean: 120, sigma: 40 },
      background: '#000',
    },
  });
  const photograph = await noise.jpeg({ quality: 80 }).toBuffer();
  return {
    'XML of 100,000 levels': () => document(nested),
    'XML with a document type': () => document(entities),
    'CAP with a ring of 5,000 corners': () => document(large),
    [`a photo of 20 million pixels (${(photograph.length / 1e6).toFixed(1)} MB)`]: () => photo(photograph, 'a.jpg'),
    'a PNG that says 60,000 x 60,000': () => photo(pngOf(60_000), 'a.png'),
  };
}

/** As many a second as are answered with 2xx to so many senders at once. */
async function rateOf(server: ServerProcess, ask: () => Asked, taken: Taken): Promise<number> {
  const cpu = async () => (await readMetrics(server.url))('process_cpu_seconds_total') * 1000;
  const before = await cpu();
  const until = performance.now() + ROUND_MS;
  let answered = 0;
  const send = async () => {
    while (performance.now() < until) {
      const { path, init } = ask();
      const answer = await fetch(`${server.url}${path}`, init);
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text.slice(0, 200)}`);
      answered++;
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, send));
  taken.cpuMs += (await cpu()) - before;
  taken.reports += answered;
  return answered / (ROUND_MS / 1000);
}

async function attacked(server: ServerProcess, what: string, ask: (() => Asked) | null): Promise<Attack> {
  await readMetrics(server.url);
  const until = performance.now() + ATTACK_MS;
  let answers = 0;
  const attack = async () => {
    while (performance.now() < until) {
      if (ask === null) return void (await new Promise((done) => setTimeout(done, ATTACK_MS)));
      const { path, init } = ask();
      // A connection may end in the moment in which it is used anew; whether the server lives is asked below.
      const answer = await fetch(`${server.url}${path}`, init).catch(() => null);
      if (answer === null) continue;
      await answer.text();
      answers++;
    }
  };
  await Promise.all(Array.from({ length: ATTACKERS }, attack));
  const metrics = await readMetrics(server.url);
  return {
    what,
    p99Ms: metrics('nodejs_eventloop_lag_p99_seconds') * 1000,
    longestMs: metrics('watchfloor_event_loop_delay_seconds') * 1000,
    answers,
  };
}

/** Compressed, of what the card's page names. */
async function scriptBytes({ url }: ServerProcess, card: string): Promise<number> {
  const page = await (await fetch(`${url}/card/${card}`)).text();
  const names = [...page.matchAll(/<script[^>]*src="([^"]+)"/g)].map(([, name]) => name!);
  if (names.length === 0) throw new Error('the card’s page names no script');
  const sizes = await Promise.all(
    names.map(async (name) => gzipSync(Buffer.from(await (await fetch(new URL(name, url))).arrayBuffer())).length),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** No two of its sides cross, and every one must be held against every other. */
function comb(teeth: number): string {
  const points = ['36.50,101.5'];
  for (let i = 0; i < teeth; i++)
    points.push(`${(36.5 + (0.1 * (i + 1)) / teeth).toFixed(6)},${i % 2 === 0 ? '101.8' : '101.6'}`);
  return [...points, '36.70,101.5', '36.50,101.5'].join(' ');
}

/** The head of a PNG that claims to be so wide and high, and nothing behind it. */
const pngOf = (side: number) => {
  const size = side.toString(16).padStart(8, '0');
  return Buffer.from(`89504e470d0a1a0a0000000d49484452${size}${size}0802000000`, 'hex');
};
