// `npm run dev`: the server restarted at every change, the pages served by Vite with hot reload.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createServer } from 'vite';

const root = join(import.meta.dirname, '..');
const server = spawn(process.execPath, ['--watch-path=server', '--watch-path=data', 'server/main.ts'], {
  cwd: root,
  stdio: 'inherit',
});
const pages = await createServer({ configFile: join(root, 'vite.config.ts') });
await pages.listen();
pages.printUrls();
process.on('SIGINT', async () => {
  server.kill('SIGTERM');
  await pages.close();
  process.exit(0);
});
