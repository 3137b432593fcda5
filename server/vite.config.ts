import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { threadScripts } from './thread-scripts.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const ours = [here('../data/'), here('./')];
const main = here('main.ts');

/**
 * The server as one file, and one for each thread and each part that is loaded when asked for: three
 * hundred modules need not be found, stripped of their types and linked at every start. Nothing is
 * minified, so that a stack says where; `node --enable-source-maps` says it in the sources' lines.
 */
export default defineConfig({
  root: here('..'),
  publicDir: false,
  plugins: [threadScripts()],
  json: { stringify: true },
  // What brings machine code along stays where npm has put it, and what is loaded to draw a sheet alone.
  ssr: {
    noExternal: true,
    external: ['better-sqlite3', '@duckdb/node-api', '@node-rs/argon2', 'sharp', 'fontkit', 'pdfkit', 'woff2-encoder'],
  },
  build: {
    ssr: true,
    outDir: here('../dist-server'),
    emptyOutDir: true,
    target: 'node24',
    sourcemap: true,
    rolldownOptions: {
      // No file of ours but main does anything by being imported: what nobody uses of them is left out.
      treeshake: { moduleSideEffects: (id) => id === main || !ours.some((folder) => id.startsWith(folder)) },
      checks: { bundlerTimings: false },
      input: { main: here('start.ts') },
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: '[name]-[hash].js',
        // One letter beyond Latin-1 doubles what a whole file takes in memory. Lines and names stay.
        minify: { compress: false, mangle: false, codegen: { removeWhitespace: false, asciiOnly: true } },
        comments: false,
      },
    },
  },
});
