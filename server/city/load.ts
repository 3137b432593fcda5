import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CityPack, cityPackFiles } from '#data/contract/city-pack.ts';
import { pointerTo } from '#data/kit/pointer.ts';
import type { ZodType } from 'zod';
import { findFaults } from './check.ts';

/** How many faults one message names; the rest are counted. */
const FAULTS_TOLD = 8;

/**
 * The city pack in `folder`: one JSON file per part, each parsed by its schema, then all of them
 * checked against each other.
 * @throws {Error} naming the file and the JSON pointer of what is wrong.
 */
export async function loadCityPack(folder: string): Promise<CityPack> {
  const parts = await Promise.all(
    Object.entries(cityPackFiles).map(async ([name, schema]) => [name, await readPart(folder, name, schema)] as const),
  );
  const pack = Object.fromEntries(parts.filter(([, part]) => part !== undefined)) as CityPack;
  const faults = findFaults(pack);
  if (faults.length > 0)
    refuse(
      folder,
      faults.map((fault) => `${fault.file}${fault.pointer}: ${fault.detail}`),
    );
  return pack;
}

async function readPart(folder: string, name: string, schema: ZodType): Promise<unknown> {
  const file = `${name}.json`;
  const bytes = await readFile(join(folder, file)).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT' && schema.safeParse(undefined).success) return null;
    throw new Error(`City pack ${folder}: ${file} cannot be read`, { cause });
  });
  if (bytes === null) return undefined;
  if (!isUtf8(bytes)) throw new Error(`City pack ${folder}: ${file} is not UTF-8`);
  let json: unknown;
  try {
    json = JSON.parse(bytes.toString());
  } catch (cause) {
    throw new Error(`City pack ${folder}: ${file} is not JSON (${(cause as Error).message})`, { cause });
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  refuse(
    folder,
    parsed.error.issues.map((issue) => `${file}${pointerTo(issue.path)}: ${issue.message}`),
  );
}

function refuse(folder: string, faults: string[]): never {
  const rest = faults.length - FAULTS_TOLD;
  const told = faults.slice(0, FAULTS_TOLD).join('; ');
  throw new Error(`City pack ${folder}: ${told}${rest > 0 ? `; and ${rest} more` : ''}`);
}

/** RFC 6901. */
