import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { accepted, type Result } from '#data/kit/result.ts';
import { messageOf } from '../exit.ts';
import { IncidentMapping, type Mapping, TrackMapping } from '../import/mapping.ts';
import { refuse, type ActionRefusal } from './action.ts';

/** The mapping in a file, as it was written and as it is understood; or what is wrong with it. */
export function readMapping(file: string): Result<{ raw: unknown; mapping: Mapping }, ActionRefusal> {
  let raw: unknown;
  try {
    // Editors of Windows begin a file with a byte order mark.
    raw = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    return refuse(`mapping ${file}: ${messageOf(error)}`, 78);
  }
  // Of the two kinds, what is wrong is said of the one that was meant.
  const kind = (raw as { kind?: unknown } | null)?.kind;
  const parsed = (kind === 'track' ? TrackMapping : IncidentMapping).safeParse(raw);
  return parsed.success
    ? accepted({ raw, mapping: parsed.data })
    : refuse(`mapping ${file}:\n${z.prettifyError(parsed.error)}`, 78);
}
