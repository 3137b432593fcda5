import { type ImportAnswer, ImportLine, ImportLook, type WrittenMapping } from '#data/contract/import.ts';
import { lookAtFile, takeFile } from '#data/contract/routes/channels/imports.ts';
import { accepted, refused, type Result } from '#data/kit/result.ts';
import { noAnswer, refusalIn, type Refusal } from '#client/call/refusal.ts';

/** So much of a text shows what is in it; a packed file or a spreadsheet is only one as a whole. */
const HEAD_BYTES = 1024 * 1024;
const isText = ({ name }: File) => /\.(csv|tsv|tab|txt|json|jsonl|ndjson|geojson)$/i.test(name);

/** The beginning of a file as the mapping reads it, or as one that is guessed does. */
export async function lookAt(file: File, mapping: WrittenMapping | null): Promise<Result<ImportLook, Refusal>> {
  const answer = await post(lookAtFile.path, {
    ...(mapping && { mapping: JSON.stringify(mapping) }),
    file: isText(file) ? new File([file.slice(0, HEAD_BYTES)], file.name) : file,
  });
  if (!answer.ok) return answer;
  const look = ImportLook.safeParse(await answer.value.json().catch(() => null));
  return look.success ? accepted(look.data) : noAnswer;
}

type Taking = {
  file: File;
  mapping: WrittenMapping;
  dryRun: boolean;
  partly: boolean;
  /** Aborting it ends the import between two portions. */
  signal: AbortSignal;
  /** 0 to 1. */
  progress(share: number): void;
};

/** Tries or takes a file in, and tells how far it is. What cannot be used is `why`. */
export async function takeIn(taking: Taking): Promise<Result<{ answer: ImportAnswer } | { why: string }, Refusal>> {
  const { file, mapping, dryRun, partly, signal, progress } = taking;
  const texts = { mapping: JSON.stringify(mapping), dryRun: String(dryRun), partly: String(partly) };
  const answer = await post(takeFile.path, { ...texts, file }, signal);
  if (!answer.ok) return answer;
  try {
    for await (const line of linesOf(answer.value)) {
      if ('done' in line) progress(line.of === 0 ? 0 : line.done / line.of);
      else return accepted(line);
    }
  } catch {
    // The line broke: what was taken in is on the list.
  }
  return noAnswer;
}

async function post(
  path: string,
  parts: Record<string, string | File>,
  signal?: AbortSignal,
): Promise<Result<Response, Refusal>> {
  const body = new FormData();
  for (const [name, part] of Object.entries(parts)) body.set(name, part);
  try {
    const headers = { accept: 'application/x-ndjson, application/json' };
    const answer = await fetch(path, { method: 'POST', body, headers, ...(signal && { signal }) });
    if (answer.ok) return accepted(answer);
    return refused(refusalIn(await answer.json().catch(() => null), answer));
  } catch {
    return noAnswer;
  }
}

async function* linesOf({ body }: Response): AsyncGenerator<ImportLine> {
  if (!body) return;
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let held = '';
  for (;;) {
    const { value, done } = await reader.read();
    const lines = (held + (value ?? '')).split('\n');
    held = done ? '' : lines.pop()!;
    for (const line of lines) if (line !== '') yield ImportLine.parse(JSON.parse(line));
    if (done) return;
  }
}
