import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { circlesAmong } from './architecture/circles.ts';
import { filesIn, importsIn, importsOf, root, scriptsOf } from './architecture/imports.ts';

/** Each heavy package has one folder (or file) that knows it. */
const owners: Record<string, string[]> = {
  'socket.io': ['server/feed/'],
  'socket.io-client': ['client/feed/'],
  'better-sqlite3': ['server/store/sqlite/'],
  pg: ['server/store/postgres/'],
  express: ['server/http/'],
  'maplibre-gl': ['client/map/'],
  echarts: ['client/charts/'],
  idb: ['client/phone/queue/'],
  'prom-client': ['server/http/'],
  '@node-rs/argon2': ['server/access/'],
  otpauth: ['server/access/'],
  'openid-client': ['server/access/'],
  cookie: ['server/access/'],
  '@fastify/busboy': ['server/http/'],
  sharp: ['server/desk/'],
  'altcha-lib': ['server/intake/channels/card/'],
  flatbush: ['server/dispatch/'],
  fontkit: ['server/cards/'],
  pdfkit: ['server/cards/'],
  'woff2-encoder': ['server/cards/'],
  kdbush: ['client/map/'],
  mqtt: ['server/intake/channels/mqtt/'],
  redis: ['server/shared-redis/'],
  standardwebhooks: ['server/intake/channels/webhooks/', 'server/intake/channels/receivers/'],
  pino: ['server/main.ts'],
  'pinyin-pro': ['server/city/gazetteer/'],
};

/** Folder -> what its files may import beside their own folder; the longest match counts. */
const allowed: [folder: string, may: RegExp][] = [
  ['data/', /^(zod$|@noble\/hashes\/)/],
  // Draws the pack that lies beside it; run by hand, never part of what runs.
  ['data/city/xining/draw/', /^(data\/|node:|d3-delaunay$)/],
  ['client/', /^(data\/|client\/|[^#.])/],
  ['server/', /^(data\/|server\/|[^#.])/],
];

/**
 * What a room may import of the other rooms of its house. A row for every folder; what is said of a
 * folder holds for all that is in it. The files beside the folders join the rooms and may see all.
 */
const doors: Record<string, string> = {
  'data/contract': 'kit',
  'data/kit': '',
  'data/stats': '',
  'data/fold': 'contract kit',
  'data/rules': 'contract fold kit stats',
  'data/city': 'contract kit',
  'data/scenarios': 'contract fold',

  'server/store': '',
  'server/nodes': 'store',
  'server/shared-redis': 'store',
  'server/city': '',
  'server/access': 'store config.ts network.ts',
  'server/cards': 'city store',
  'server/feed': 'store network.ts',
  'server/outbound': '',
  'server/intake': 'city nodes outbound store',
  'server/dispatch': 'store',
  'server/analysis': 'city store',
  'server/desk': 'store',
  'server/watch': 'analysis city dispatch intake store',
  'server/import': 'city intake store',
  'server/demo': 'cards city desk dispatch intake store',
  'server/playing': 'demo nodes store app.ts give-back.ts real-clock.ts welcome.ts',
  'server/http':
    'access analysis cards city desk dispatch feed import intake nodes outbound store watch config.ts network.ts',
  // The command line is the other way into the house: it joins rooms as main does.
  'server/cli': 'access city import intake store choose-store.ts config.ts exit.ts real-clock.ts root.ts',

  'client/words': '',
  'client/feed': '',
  'client/store': 'feed',
  'client/parts': 'words tokens.css',
  'client/charts': 'page parts words',
  'client/map': 'page parts words',
  'client/session': 'call parts words',
  'client/call': '',
  'client/page': 'call feed parts store words',
  'client/panels': 'charts map parts words',
  'client/wall': 'call feed page panels parts words theme.css',
  'client/console': 'call charts feed map page panels parts session store words theme.css',
  'client/phone': 'call page parts session words',
  'client/card': '',
  // Every panel in every state: it looks at what the wall looks like.
  'client/gallery': 'feed map page panels wall words theme.css',
};

/** A folder of more files than a reader keeps in mind has rooms in it. */
const MOST_FILES = 25;
/** Folders that are one flat list for a reason. */
const flat: Record<string, string> = {
  'data/rules': 'one policy a file, found by the name of its thing',
  'data/city/xining/draw': 'the one drawing of the one city, in the order of its plan',
  'data/contract': 'one thing a file, as a caller looks it up',
};

const files = ['data', 'server', 'client'].flatMap((folder) => [...filesIn(folder)]);
const imports = files.flatMap(importsOf);

describe('who may import whom', () => {
  test('there is something to check', () => {
    expect(imports.length).toBeGreaterThan(200);
    expect(imports.some(({ file }) => file.endsWith('.svelte'))).toBe(true);
  });

  test('an import is found in whatever way it is written', () => {
    const code = `
      import a from './a.ts';
      import type { B } from '#data/b.ts';
      export * from './c.ts';
      import './d.css';
      const e = () => import('./e.svelte');
      type F = import('zod').ZodType;`;
    const targets = (text: string) => importsIn('client/wall/x.ts', text).map(({ target }) => target);
    const all = [
      'client/wall/a.ts',
      'data/b.ts',
      'client/wall/c.ts',
      'client/wall/d.css',
      'client/wall/e.svelte',
      'zod',
    ];
    expect(targets(code).sort()).toEqual(all.sort());
    expect(targets(scriptsOf(`<script lang="ts">${code}</script><p>import x from 'y'</p>`)).sort()).toEqual(all.sort());
    expect(importsIn('x.ts', code).filter(({ typeOnly }) => typeOnly)).toHaveLength(1);
  });

  test.each(allowed)('%s imports only what it may', (folder, may) => {
    const nearer = allowed.map(([name]) => name).filter((name) => name !== folder && name.startsWith(folder));
    const wrong = imports.filter(
      ({ file, target }) =>
        file.startsWith(folder) &&
        !nearer.some((name) => file.startsWith(name)) &&
        !target.startsWith(folder) &&
        !may.test(target),
    );
    expect(wrong).toEqual([]);
  });

  test('the server and the client never import each other', () => {
    const across = imports.filter(
      ({ file, target }) =>
        (file.startsWith('server/') && target.startsWith('client/')) ||
        (file.startsWith('client/') && target.startsWith('server/')),
    );
    expect(across).toEqual([]);
  });

  test('every room has a row in the table of doors', () => {
    const rooms = ['data', 'server', 'client'].flatMap((house) =>
      readdirSync(join(root, house), { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && [...filesIn(`${house}/${entry.name}`)].length > 0)
        .map(({ name }) => `${house}/${name}`),
    );
    expect(rooms.filter((room) => doors[room] === undefined)).toEqual([]);
  });

  test('a room imports only the rooms to which it has a door', () => {
    const wrong = imports.flatMap(({ file, target }) => {
      const [room, other] = [roomOf(file), roomOf(target)];
      const may = doors[room];
      if (may === undefined || room === other || house(room) !== house(other)) return [];
      return words(may).includes(other.split('/')[1]!) ? [] : [`${file} imports ${target}`];
    });
    expect(wrong).toEqual([]);
  });

  test('a door that nobody goes through is walled up', () => {
    const used = new Set(imports.map(({ file, target }) => `${roomOf(file)} -> ${roomOf(target).split('/')[1]}`));
    const rows = Object.entries(doors).flatMap(([room, may]) => words(may).map((other) => `${room} -> ${other}`));
    expect(rows.filter((row) => !used.has(row))).toEqual([]);
    const rooms = new Set(files.map(roomOf));
    expect(Object.keys(doors).filter((room) => !rooms.has(room))).toEqual([]);
  });

  test('no files and no folders import each other in a circle, types not excepted', () => {
    expect(circlesAmong(imports)).toEqual([]);
  });

  test('a circle is found between files, between folders, and across folders', () => {
    const arrows = (...pairs: [string, string][]) =>
      circlesAmong(pairs.map(([file, target]) => ({ file, target, typeOnly: true }))).map(
        ({ place, members }) => `${place}: ${members.join(', ')}`,
      );
    expect(arrows(['a/x.ts', 'a/y.ts'], ['a/y.ts', 'a/z.ts'], ['a/z.ts', 'b/x.ts'])).toEqual([]);
    expect(arrows(['a/x.ts', 'a/y.ts'], ['a/y.ts', 'a/z.ts'], ['a/z.ts', 'a/x.ts'])).toEqual(['a: x.ts, y.ts, z.ts']);
    // No two files are in a circle, and yet neither folder can be understood without the other.
    expect(arrows(['s/a/x.ts', 's/b/x.ts'], ['s/b/y.ts', 's/a/y.ts'])).toEqual(['s: a, b']);
    expect(arrows(['s/a/q/x.ts', 's/a/y.ts'], ['s/a/y.ts', 's/a/q/z.ts'])).toEqual(['s/a: q, y.ts']);
  });

  test.each(Object.entries(owners))('only its owner imports %s', (name, folders) => {
    const strangers = imports.filter(
      ({ file, target, typeOnly }) =>
        (target === name || target.startsWith(`${name}/`)) &&
        !typeOnly &&
        !folders.some((folder) => file.startsWith(folder)),
    );
    expect(strangers).toEqual([]);
  });

  test.each(Object.entries(owners))('every owner of %s imports it', (name, folders) => {
    const importers = imports.filter(({ target }) => target === name || target.startsWith(`${name}/`));
    const idle = folders.filter((folder) => !importers.some(({ file }) => file.startsWith(folder)));
    expect(idle).toEqual([]);
  });

  test('only the choice of it and the command line see an adapter behind the store', () => {
    const strangers = imports.filter(
      ({ file, target }) =>
        /^server\/store\/(sqlite|postgres)\//.test(target) &&
        !/^server\/(store\/(sqlite|postgres)\/|choose-store\.ts|cli\/)/.test(file),
    );
    expect(strangers).toEqual([]);
  });

  test('a panel knows no store, no feed and no other panel', () => {
    const wrong = imports.filter(({ file, target }) => {
      const panel = /^client\/panels\/[^/]+\//.exec(file)?.[0];
      if (panel === undefined) return false;
      const other = /^client\/panels\/[^/]+\//.exec(target)?.[0];
      return /^client\/(feed|store|wall)\//.test(target) || (other !== undefined && other !== panel);
    });
    expect(wrong).toEqual([]);
  });
});

describe('how much there is of it', () => {
  test('no file is longer than 250 lines', () => {
    const long = files.filter((file) => readFileSync(join(root, file), 'utf8').split('\n').length > 250);
    expect(long).toEqual([]);
  });

  test(`no folder has more than ${MOST_FILES} files side by side`, () => {
    const all = [...files, ...filesIn('tests')];
    const counts = Map.groupBy(all, (file) => file.slice(0, file.lastIndexOf('/')));
    const full = [...counts].filter(([folder, { length }]) => length > MOST_FILES && flat[folder] === undefined);
    expect(full.map(([folder, { length }]) => `${folder}: ${length}`)).toEqual([]);
    // A reason to be one flat list is needed only by a folder that is one.
    expect(Object.keys(flat).filter((folder) => (counts.get(folder)?.length ?? 0) <= MOST_FILES)).toEqual([]);
  });
});

function roomOf(path: string): string {
  return path.split('/').slice(0, 2).join('/');
}

function house(room: string): string {
  return room.split('/')[0]!;
}

function words(list: string): string[] {
  return list.split(' ').filter((word) => word !== '');
}
