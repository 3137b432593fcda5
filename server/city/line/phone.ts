/** A stretch of a line, in UTF-16 units. */
export type Span = { from: number; to: number };

/** Numbers as they are dialled: of a mobile, of a line with its area code, with a country's; else one long run of digits. */
const number =
  /(?<![\d.])(?:\+\d{1,3}[\s-]?)?(?:1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}|0\d{2,3}[\s-]?\d{7,8}|\(?\d{3}\)?[\s-]\d{3}-\d{4}|\d{7,15})(?![\d.])/u;
/** What people write before it. */
const lead =
  /(?:\b(?:caller|calls?|call(?:ing)? back|tel(?:ephone)?|phone|mobile|ph|number)|来电|电话|手机|回拨|联系电话|联系)[\s:：.,，]*$/iu;

/** The number to call back, and where it stands together with the word before it; null where there is none. */
export function phoneIn(line: string): (Span & { phone: string }) | null {
  const found = number.exec(line);
  if (!found) return null;
  const before = lead.exec(line.slice(0, found.index))?.[0].length ?? 0;
  return { phone: found[0].trim(), from: found.index - before, to: found.index + found[0].length };
}
