import { basename, dirname, join } from 'node:path';
import type { Plugin } from 'vite';

/** How a thread's script is named wherever one is started. */
const SCRIPT = /new URL\('(\.[^']+)\.ts', import\.meta\.url\)/g;

/** Builds every thread's script too: in the flat folder of a build it lies beside whoever starts it. */
export function threadScripts(): Plugin {
  return {
    name: 'thread-scripts',
    // Before the types are stripped, as it stands in the source.
    enforce: 'pre',
    transform(code, id) {
      const built = code.replace(SCRIPT, (_, path: string) => {
        const fileName = `${basename(path)}.js`;
        this.emitFile({ type: 'chunk', id: join(dirname(id), `${path}.ts`), fileName });
        return `new URL('./${fileName}', import.meta.url)`;
      });
      // Only ends of lines move.
      return built === code ? null : { code: built, map: null };
    },
  };
}
