import { accepted, refused, type Result } from '#data/kit/result.ts';

/** Encodings that agencies write XML in, by the names that they are declared under. */
const decoders: Readonly<Record<string, string>> = {
  'utf-8': 'utf-8',
  'us-ascii': 'utf-8',
  'utf-16': 'utf-16',
  'utf-16le': 'utf-16le',
  'utf-16be': 'utf-16be',
  gb18030: 'gb18030',
  gbk: 'gb18030',
  gb2312: 'gb18030',
};

/**
 * The text of an XML document. A byte order mark says its encoding, else `charset` (of the
 * `Content-Type`, RFC 7303), else its declaration, else it is UTF-8. What contradicts itself, or holds
 * bytes that are none of its encoding, is refused.
 */
export function xmlText(bytes: Uint8Array, charset?: string): Result<string, string> {
  const marked = markOf(bytes);
  const declared = declaredIn(bytes, marked);
  const named = (charset ?? declared ?? marked ?? 'utf-8').toLowerCase();
  const encoding = decoders[named];
  if (encoding === undefined) return refused('is in an encoding that is not read here: send UTF-8');
  const isWide = encoding.startsWith('utf-16');
  if (marked === undefined && isWide) return refused('is declared as UTF-16 and has no byte order mark');
  if (marked !== undefined && marked.startsWith('utf-16') !== isWide)
    return refused('is declared in another encoding than its byte order mark says');
  if (marked !== undefined && !isWide && encoding !== 'utf-8')
    return refused('is declared in another encoding than its byte order mark says');
  try {
    return accepted(new TextDecoder(marked ?? encoding, { fatal: true }).decode(bytes));
  } catch {
    return refused(`holds bytes that are not ${(marked ?? encoding).toUpperCase()}`);
  }
}

function markOf([first, second, third]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return undefined;
}

/** The encoding of the XML declaration, whose characters are ASCII in every encoding that is read. */
function declaredIn(bytes: Uint8Array, marked: string | undefined): string | undefined {
  const head = new TextDecoder(marked ?? 'latin1').decode(bytes.subarray(0, 400));
  return /^<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z][\w.-]*)["']/.exec(head)?.[1];
}

const prolog = /^(?:\s+|<\?[^]*?\?>|<!--[^]*?-->)/;

/** Whether a document type declaration stands before the first element: entities and more come by it. */
export function hasDoctype(text: string): boolean {
  let rest = text;
  for (;;) {
    const skipped = prolog.exec(rest);
    if (!skipped) return rest.startsWith('<!');
    rest = rest.slice(skipped[0].length);
  }
}
