import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { parseConfig } from '#server/config.ts';
import { skipAloud } from '../support/aloud.ts';
import { temporaryFolder } from '../support/store-file.ts';

const root = resolve(import.meta.dirname, '../..');
const deploy = (file: string) => join(root, 'docs/deploy', file);
const read = (file: string) => readFileSync(deploy(file), 'utf8');

type Service = {
  image?: string;
  environment?: Record<string, string>;
  healthcheck?: unknown;
  depends_on?: Record<string, unknown> | string[];
  secrets?: string[];
  volumes?: string[];
};
type Compose = { services: Record<string, Service>; volumes: object; secrets: object };

const compose = parse(read('compose.yaml'), { merge: true }) as Compose;
const nodes = Object.entries(compose.services).filter(([, { image }]) => image === 'watchfloor');

/** What `${NAME:?why}` stands for is put in by whoever starts it. */
const filledIn = (environment: Record<string, string>) =>
  Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, value.replaceAll(/\$\{[^}]*\}/g, 'x')]));

describe('the compose file', () => {
  test('has two nodes that differ in nothing but their names and folders', () => {
    const [a, b] = nodes.map(([name, service]) => JSON.stringify(service).replaceAll(name, 'NODE'));
    expect(nodes.map(([name]) => name)).toEqual(['node-a', 'node-b']);
    expect(a).toBe(b);
  });

  test('sets what the server knows, and nothing else', () => {
    for (const [, { environment = {} }] of nodes) {
      const { NODE_ENV: _, ...image } = envOfImage();
      expect(parseConfig({ ...image, ...filledIn(environment) })).toHaveProperty('config');
    }
  });

  test('waits only for what says that it is well, and names only what is there', () => {
    const { services, volumes, secrets } = compose;
    for (const { depends_on = {}, volumes: mounts = [], secrets: needs = [] } of Object.values(services)) {
      if (!Array.isArray(depends_on))
        for (const name of Object.keys(depends_on)) expect(services[name]?.healthcheck, name).toBeDefined();
      for (const name of Array.isArray(depends_on) ? depends_on : []) expect(services).toHaveProperty(name);
      for (const mount of mounts.filter((path) => !path.startsWith('.')))
        expect(volumes).toHaveProperty(mount.split(':')[0]!);
      for (const secret of needs) expect(secrets).toHaveProperty(secret);
    }
  });

  test('never turns off what makes an acknowledgement true', () => {
    expect(JSON.stringify(compose.services['postgres'])).toContain('"fsync=on","-c","synchronous_commit=on"');
  });
});

test.for(['systemd/watchfloor.service', 'systemd/watchfloor@.service'])(
  '%s is a unit, and sets what the server knows',
  (file, { skip }) => {
    const unit = read(file);
    const pairs = /^Environment=(.*)$/m.exec(unit)![1]!.replaceAll('%i', '8081').replaceAll('%H', 'host').split(' ');
    expect(parseConfig(Object.fromEntries(pairs.map((pair) => pair.split('=') as [string, string])))).toHaveProperty(
      'config',
    );
    // The program it starts is not installed on the machine of a test.
    const name = file.split('/').at(-1)!.replace('@.', '@8081.');
    const made = join(temporaryFolder(), name);
    writeFileSync(made, unit.replaceAll(/^ExecStart=\S+/gm, 'ExecStart=/bin/true'));
    const { status, stderr, error } = spawnSync('systemd-analyze', ['verify', made], { encoding: 'utf8' });
    if (error) return skipAloud(skip, `systemd-analyze verify ${file}`);
    expect(stderr.split('\n').filter((line) => line.includes(name))).toEqual([]);
    expect(status).toBe(0);
  },
);

test('nginx takes its example', ({ skip }) => {
  const made = join(temporaryFolder(), 'nginx.conf');
  writeFileSync(made, read('nginx.conf').replaceAll(/node-[ab]:/g, '127.0.0.1:'));
  const { stderr, status, error } = spawnSync('nginx', ['-t', '-c', made, '-e', 'stderr'], { encoding: 'utf8' });
  if (error) return skipAloud(skip, 'nginx -t');
  expect(stderr).toContain('syntax is ok');
  expect(stderr).not.toContain('[warn]');
  expect(status).toBe(0);
});

test('HAProxy takes its example', ({ skip }) => {
  const made = join(temporaryFolder(), 'haproxy.cfg');
  writeFileSync(made, read('haproxy.cfg').replaceAll(/(server \S+) \S+:8080/g, '$1 127.0.0.1:8080'));
  const { stderr, stdout, status, error } = spawnSync('haproxy', ['-c', '-f', made], { encoding: 'utf8' });
  if (error) return skipAloud(skip, 'haproxy -c');
  expect(stdout + stderr).not.toMatch(/\[(WARNING|ALERT)\]/);
  expect(status).toBe(0);
});

function envOfImage(): Record<string, string> {
  const line = /^ENV (.*)$/m.exec(read('Dockerfile'))![1]!;
  return Object.fromEntries(line.split(' ').map((pair) => pair.split('=') as [string, string]));
}
