import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { phoneInstall } from './client/phone/install/install-plugin.ts';
import { mapFromSource } from './client/map-from-source.ts';
import { withoutUnused } from './client/without-unused.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Names this build; pages older than what the server serves reload themselves. */
const { version } = JSON.parse(readFileSync(here('package.json'), 'utf8')) as { version: string };
const build = `${version}+${Math.floor(Date.now() / 1000)}`;

/** Pages of the server's own making, and a worker, ask for these by name. */
const named: Record<string, string> = { 'phone-worker': 'phone/sw.js', card: 'card/page.js' };

/** Many tests wait for sockets, clocks and disks rather than compute. */
const maxWorkers = Math.max(3, availableParallelism());
/** Servers and commands that tests start find their code compiled: half of a start is compiling. */
const env = { NODE_COMPILE_CACHE: here('node_modules/.cache/compiled') };

export default defineConfig({
  root: here('client'),
  publicDir: false,
  plugins: [
    svelte({ configFile: false }),
    phoneInstall(),
    mapFromSource(),
    withoutUnused(),
    {
      name: 'build-name',
      generateBundle() {
        this.emitFile({ type: 'asset', fileName: 'build.txt', source: build });
      },
    },
  ],
  define: { __BUILD__: JSON.stringify(build) },
  worker: { format: 'es' },
  build: {
    outDir: here('dist'),
    emptyOutDir: true,
    target: 'es2023',
    // What a page may load is a budget of its own (tests/client/script-budget.test.ts); the map is one big piece.
    chunkSizeWarningLimit: 1300,
    rolldownOptions: {
      // That most of a build is compiling is known.
      checks: { bundlerTimings: false },
      input: {
        wall: here('client/wall/index.html'),
        gallery: here('client/gallery/index.html'),
        phone: here('client/phone/index.html'),
        'phone-worker': here('client/phone/install/sw.ts'),
        console: here('client/console/index.html'),
        card: here('client/card/main.ts'),
      },
      output: {
        entryFileNames: ({ name }) => named[name] ?? 'assets/[name]-[hash].js',
        assetFileNames: ({ names }) => (names.includes('card.css') ? 'card/page.css' : 'assets/[name]-[hash][extname]'),
      },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8080', '/socket.io': { target: 'ws://127.0.0.1:8080', ws: true } } },
  test: {
    // Apart, because in a browser-like environment `ws` and friends load their browser stubs.
    projects: [
      {
        extends: false,
        test: {
          name: 'server',
          maxWorkers,
          env,
          // No module here keeps anything of a test, so files may share what they load.
          isolate: false,
          root: here('.'),
          environment: 'node',
          include: ['tests/**/*.test.ts'],
          exclude: [
            'tests/client/**',
            'tests/adding/client/**',
            'tests/console/**',
            'tests/console-views/**',
            'tests/console-city/**',
            'tests/browser/**',
          ],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve: { conditions: ['browser'] },
        test: {
          name: 'client',
          maxWorkers,
          env,
          root: here('.'),
          environment: 'jsdom',
          // What reads the tokens as text needs them; no test looks at any other style sheet.
          css: { include: [/tokens\.css/] },
          include: ['tests/{client,console,console-views,console-city,adding/client}/**/*.test.ts'],
          // What hangs still ends; a busy machine is no fault.
          testTimeout: 30_000,
        },
      },
      {
        extends: false,
        test: {
          name: 'browser',
          env,
          root: here('.'),
          environment: 'node',
          include: ['tests/browser/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
          expect: { poll: { timeout: 30_000 } },
        },
      },
    ],
  },
});
