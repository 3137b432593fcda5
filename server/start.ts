// What a built server begins with: code that was compiled at one start is there at the next.
import { enableCompileCache, flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { root } from './root.ts';

enableCompileCache(join(root, 'node_modules/.cache/compiled'));
await import('./main.ts');
flushCompileCache();
