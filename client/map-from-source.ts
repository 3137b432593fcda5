import { readFileSync } from 'node:fs';
import { transformWithOxc, type Plugin } from 'vite';

/** MapLibre's own sources, which its package carries beside what it has built. */
const sources = new URL('../node_modules/maplibre-gl/src/', import.meta.url);
const entry = new URL('index.ts', sources).pathname;
const worker = new URL('source/worker.ts', sources).pathname;
const WORKER_URL = 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
const FOUND = '\0map-worker-url';
const licence = readFileSync(new URL('../LICENSE.txt', sources), 'utf8').replaceAll('*/', '* /');

/**
 * Pages are built from the map's sources instead of its two finished files: of these each holds most of what the
 * other does, and all that no page uses. Built so, page and worker share one file, and a wall loads 130 kB less.
 */
export function mapFromSource(): Plugin {
  let file = '';
  return {
    name: 'map-from-source',
    apply: 'build',
    enforce: 'pre',
    buildStart() {
      file = this.emitFile({ type: 'chunk', id: worker, name: 'map-worker' });
    },
    resolveId(id) {
      if (id === 'maplibre-gl') return entry;
      return id === WORKER_URL ? FOUND : null;
    },
    load(id) {
      if (id === FOUND) return `export default import.meta.ROLLUP_FILE_URL_${file};`;
      return id === entry ? `/*! @license\n${licence}*/\n${readFileSync(entry, 'utf8')}` : null;
    },
    /** They are written for classes whose fields are declared, and made by whoever sets them first. */
    async transform(code, id) {
      if (!id.startsWith(sources.pathname) || !id.endsWith('.ts')) return null;
      const { code: script } = await transformWithOxc(code, id, {
        assumptions: { setPublicClassFields: true },
        typescript: { removeClassFieldsWithoutInitializer: true },
      });
      return script;
    },
  };
}
