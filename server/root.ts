import { join } from 'node:path';

/** The folder of the project. Sources and the built server lie one below it. */
export const root = join(import.meta.dirname, '..');
