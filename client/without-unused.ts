import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const never = "function never() { throw new Error('pages are built without it: client/without-unused.ts'); }";

/** Every export fails when it is called. */
const throws = (source: string) => each(source, 'never');
/** Every export may be called, and gives what fails when it is called. */
const givesWhatThrows = (source: string) => each(source, '() => never');

function each(source: string, value: string): string {
  const names = [...source.matchAll(/^export (?:const|var|function|class) (\w+)/gm)].map(([, name]) => name!);
  const named = names.map((name) => `export const ${name} = ${value};`);
  return [never, ...named, ...(/^export default /m.test(source) ? [`export default ${value};`] : [])].join('\n');
}

/** By how the module's name ends; what stands there instead. */
const unused: Readonly<Record<string, (source: string) => string>> = {
  // How schemas are written as JSON Schema: the server alone describes itself with it.
  'zod/v4/core/json-schema-processors.js': givesWhatThrows,
  'zod/v4/core/to-json-schema.js': givesWhatThrows,
  'zod/v4/core/json-schema-generator.js': givesWhatThrows,
  // A line is a WebSocket from the start.
  'engine.io-client/build/esm/transports/index.js': () =>
    "import { WS } from './websocket.node.js'; export const transports = { websocket: WS };",
  // No chart is pointed at: its series are silent, so nothing listens to a pointer and nothing is hit.
  'zrender/lib/dom/HandlerProxy.js': () => 'export default class { dispose() {} setCursor() {} }',
  'zrender/lib/contain/path.js': throws,
  // No chart is round.
  'zrender/lib/graphic/helper/roundSector.js': throws,
  // Charts carry the style sheet's colours in today's options, as SVG that does not move.
  'echarts/lib/preprocessor/backwardCompat.js': () => 'export default () => {};',
  'echarts/lib/theme/dark.js': () => 'export default {};',
  'echarts/lib/loading/default.js': throws,
  'echarts/lib/util/decal.js': throws,
  'zrender/lib/svg/cssAnimation.js': throws,
  // Axes are of categories and values; times are written by our own words.
  'echarts/lib/scale/Time.js': throws,
  'echarts/lib/scale/Log.js': throws,
  'echarts/lib/i18n/langEN.js': () => 'export default {};',
  'echarts/lib/i18n/langZH.js': () => 'export default {};',
};

/**
 * Leaves out of the pages what libraries bring along and no page reaches: some 2 % of what a wall
 * loads. The build fails where one of these modules is no longer met, so that none stays listed
 * for nothing after an update.
 */
export function withoutUnused(): Plugin {
  const met = new Set<string>();
  return {
    name: 'without-unused',
    apply: 'build',
    load(id) {
      const name = Object.keys(unused).find((end) => id.endsWith(`/node_modules/${end}`));
      if (name === undefined) return null;
      met.add(name);
      return unused[name]!(readFileSync(id, 'utf8'));
    },
    generateBundle() {
      const gone = Object.keys(unused).filter((name) => !met.has(name));
      if (gone.length > 0) this.error(`no page would load ${gone.join(', ')}: strike it from the list`);
    },
  };
}
