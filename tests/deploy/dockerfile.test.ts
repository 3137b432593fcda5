import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { bareEnv } from '../support/bare-env.ts';
import { skipAloud } from '../support/aloud.ts';
import { freePort } from '../support/network/free-port.ts';
import { temporaryFolder } from '../support/store-file.ts';
import { buildImage } from './dockerfile.ts';

const root = resolve(import.meta.dirname, '../..');
const dockerfile = join(root, 'docs/deploy/Dockerfile');

/** Packages are fetched, and pages and server built. */
const LONG = 300_000;

test(
  'the steps of the Dockerfile, taken in an empty folder, give a server that is well and not root',
  { timeout: LONG },
  async ({ skip }) => {
    if (process.getuid?.() !== 0)
      return skipAloud(skip, 'the Dockerfile in an empty folder: only root can be another account');
    const empty = temporaryFolder();
    chmodSync(empty, 0o755);
    const context = join(empty, 'context');
    takeContext(context);
    const env = {
      HOME: join(empty, 'home'),
      PATH: fewPrograms(join(empty, 'programs')),
      // What was installed here a while ago need not be asked for again.
      npm_config_cache: npmCache(),
      npm_config_prefer_offline: 'true',
    };
    mkdirSync(env.HOME);
    const image = buildImage(dockerfile, context, empty, env);

    const { uid, gid } = image.user;
    expect(uid).toBeGreaterThan(0);
    const port = await freePort();
    const cwd = join(image.folder, image.workdir);
    const settings = { ...bareEnv(), ...image.env, PORT: String(port), LOG_LEVEL: 'error' };
    // In the image `node` is the one of its base; here it is the one that came along.
    const [, ...args] = image.command;
    const node = join(cwd, 'node_modules/.bin/node');
    const server = spawn(node, args, { cwd, env: settings, uid, gid, stdio: ['ignore', 'inherit', 'pipe'] });
    onTestFinished(() => void server.kill('SIGKILL'));
    let said = '';
    for await (const chunk of server.stderr) {
      said += String(chunk);
      if (said.includes('Watchfloor is up.')) break;
    }
    expect(said).toContain('Watchfloor is up.');

    const [, ...check] = image.healthcheck;
    const isWell = () => spawnSync(node, check, { env: settings }).status;
    expect(isWell()).toBe(0);
    expect((await fetch(`http://127.0.0.1:${port}/wall`)).status).toBe(200);
    const store = statSync(join(image.env['DATA_DIR']!, 'watchfloor.db'));
    expect([store.uid, store.mode & 0o777]).toEqual([uid, 0o600]);

    const ended = once(server, 'exit');
    server.kill('SIGTERM');
    expect((await ended)[0]).toBe(0);
    expect(isWell()).toBe(1);
  },
);

/** What the image that it begins with has of what is needed here: no Python, no compiler. */
function fewPrograms(folder: string): string {
  mkdirSync(folder);
  // Of the machine, not those that came along as dependencies: npm finds its settings beside its own Node.
  const PATH = (process.env['PATH'] ?? '').split(':').filter((path) => !path.includes('node_modules'));
  for (const name of ['node', 'npm', 'sh', 'env', 'chown']) {
    const program = execFileSync('which', [name], { encoding: 'utf8', env: { PATH: PATH.join(':') } }).trim();
    symlinkSync(program, join(folder, name));
  }
  return folder;
}

/** What a build would be sent: the files of the checkout that `.dockerignore` lets through. */
function takeContext(to: string): void {
  const allowed = readFileSync(`${dockerfile}.dockerignore`, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1));
  const files = execFileSync('git', ['ls-files', '-z', '--', ...allowed], { cwd: root, encoding: 'utf8' }).split('\0');
  for (const file of files) if (file !== '') cpSync(join(root, file), join(to, file), { recursive: true });
}

const npmCache = () => execFileSync('npm', ['config', 'get', 'cache'], { encoding: 'utf8' }).trim();
