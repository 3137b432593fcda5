import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort } from '../network/free-port.ts';

const example = resolve(import.meta.dirname, '../../../docs/deploy/nginx.conf');

export type Nginx = {
  url: string;
  /** Takes its settings anew: workers that serve links go on until these end. */
  reload(): void;
  stop(): Promise<void>;
};

export const hasNginx = () => spawnSync('nginx', ['-v']).error === undefined;

/** The nginx of docs/deploy in front of nodes at these ports; where it listens and writes is its own. */
export async function startNginx(ports: readonly number[]): Promise<Nginx> {
  const folder = mkdtempSync(join(tmpdir(), 'watchfloor-nginx-'));
  const port = await freePort();
  const text = readFileSync(example, 'utf8');
  const [, like = ''] = /server node-a:8080 (.*;)/.exec(text) ?? [];
  const nodes = ports.map((node) => `server 127.0.0.1:${node} ${like}`).join('\n');
  const own = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((what) => `${what}_temp_path ${folder}/${what};`)
    .join('\n');
  const config = text
    .replace(/(\s*server node-\S+ .*;)+/, `\n${nodes}`)
    .replace('listen 8080;', `listen 127.0.0.1:${port};`)
    .replace('http {', `pid ${folder}/pid;\nhttp {\naccess_log off;\n${own}`);
  writeFileSync(join(folder, 'nginx.conf'), config);
  const nginx = spawn('nginx', ['-c', join(folder, 'nginx.conf'), '-e', 'stderr', '-g', 'daemon off;'], {
    stdio: 'ignore',
  });
  return {
    url: `http://127.0.0.1:${port}`,
    reload: () => void nginx.kill('SIGHUP'),
    async stop() {
      const ended = once(nginx, 'exit');
      nginx.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
