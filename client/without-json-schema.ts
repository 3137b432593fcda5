import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const unused = /zod\/v4\/core\/(?:json-schema-processors|to-json-schema|json-schema-generator)\.js$/;

/**
 * Leaves out of the pages how zod writes JSON Schema: every zod schema brings it along, the server
 * alone describes itself with it, and it is about 1 % of what a wall loads.
 */
export function withoutJsonSchema(): Plugin {
  return {
    name: 'without-json-schema',
    apply: 'build',
    load(id) {
      if (!unused.test(id)) return null;
      const names = [...readFileSync(id, 'utf8').matchAll(/^export (?:const|function|class) (\w+)/gm)];
      return [
        "const never = () => { throw new Error('pages write no JSON Schema'); };",
        ...names.map(([, name]) => `export const ${name} = () => never;`),
      ].join('\n');
    },
  };
}
