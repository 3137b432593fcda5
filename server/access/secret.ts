import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GivenSecret } from '../config.ts';
import { keepPrivate, PRIVATE } from '../store/private-files.ts';

/**
 * This installation's secret: the one that is given, or the one of its folder, made at the first start, readable by
 * its owner alone. @throws where the file is missing or cut short.
 */
export function installationSecret(dataDir: string, { secret, secretFile }: GivenSecret = {}): string {
  if (secret !== undefined) return secret;
  if (secretFile !== undefined) return readSecret(secretFile);
  const file = join(dataDir, 'secret');
  try {
    writeFileSync(file, randomBytes(32).toString('hex'), { mode: PRIVATE, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  keepPrivate(file);
  return readSecret(file);
}

function readSecret(file: string): string {
  const secret = readFileSync(file, 'utf8').trim();
  if (secret.length < 32) throw new Error(`${file} holds no secret: put the right one back, or take the file away`);
  return secret;
}
