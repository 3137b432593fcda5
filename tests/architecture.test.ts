import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');

/** Each heavy package has one folder (or file) that knows it. */
const owners: Record<string, string[]> = {
  'socket.io': ['server/feed/'],
  'socket.io-client': ['client/feed/'],
  'better-sqlite3': ['server/store/sqlite/'],
  express: ['server/http/', 'server/app.ts'],
  'maplibre-gl': ['client/map/'],
  echarts: ['client/charts/'],
  idb: ['client/phone/queue/'],
  'prom-client': ['server/http/'],
  '@node-rs/argon2': ['server/access/'],
  cookie: ['server/access/'],
  otpauth: ['server/access/'],
  'openid-client': ['server/access/'],
  pino: ['server/main.ts', 'server/cli/'],
};

/** Folder -> what its files may import beside their own folder; the longest match counts. */
const allowed: [folder: string, may: RegExp][] = [
  ['data/', /^(zod$|@noble\/hashes\/)/],
  // Draws the pack that lies beside it; run by hand, never part of what runs.
  ['data/city/xining/draw/', /^(#?data\/|node:|d3-delaunay$)/],
  ['client/', /^(#?data\/|client\/|[^#.])/],
  ['server/', /^(#?data\/|server\/|[^#.])/],
];

type Import = { file: string; target: string; typeOnly: boolean };

function* filesIn(folder: string): Generator<string> {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (entry.name !== 'node_modules') yield* filesIn(path);
    } else if (/\.(ts|svelte)$/.test(entry.name)) yield path;
  }
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^'";]*?from\s+['"]([^'"]+)['"]|import\s*\(?\s*['"]([^'"]+)['"]/g;
  return [...text.matchAll(pattern)].map((match) => {
    const specifier = (match[2] ?? match[3])!;
    const target = specifier.startsWith('.')
      ? relative(root, resolve(root, file, '..', specifier))
      : specifier.replace(/^#(data|server|client)\//, '$1/');
    return { file, target, typeOnly: match[1] !== undefined };
  });
}

const files = ['data', 'server', 'client'].flatMap((folder) => [...filesIn(folder)]);
const imports = files.flatMap(importsOf);

describe('who may import whom', () => {
  test('there is something to check', () => {
    expect(imports.length).toBeGreaterThan(200);
    expect(imports.some(({ file }) => file.endsWith('.svelte'))).toBe(true);
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

  test.each(Object.entries(owners))('only its owner imports %s', (name, folders) => {
    const strangers = imports.filter(
      ({ file, target, typeOnly }) =>
        (target === name || target.startsWith(`${name}/`)) &&
        !typeOnly &&
        !folders.some((folder) => file.startsWith(folder)),
    );
    expect(strangers).toEqual([]);
  });

  test('only main and the command line see the adapter behind the store', () => {
    const strangers = imports.filter(
      ({ file, target }) =>
        target.startsWith('server/store/sqlite/') && !/^server\/(store\/sqlite\/|main\.ts|cli\/)/.test(file),
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

  test('no file is longer than 250 lines', () => {
    const long = files.filter((file) => readFileSync(join(root, file), 'utf8').split('\n').length > 250);
    expect(long).toEqual([]);
  });
});
