/** What of a refusal (RFC 9457) decides how it is said; `status` 0: no answer came at all. */
export type Refused = {
  status: number;
  title?: string | undefined;
  detail?: string | undefined;
  /** Its code, for what is said about it. */
  why?: string | undefined;
};

/** What a page says of refusals: by code; where that is none that it knows, by status; else as the server says it. */
export type Sayings = {
  whys: Readonly<Record<string, string>>;
  statuses: Readonly<Partial<Record<number, string>>>;
  /** Instead of the server's own words, for who cannot be shown them. */
  other?: string;
};

/** Why something was refused, in the reader's words. */
export function refusalSaid({ status, title, detail, why }: Refused, { whys, statuses, other }: Sayings): string {
  const known = why !== undefined && Object.hasOwn(whys, why) ? whys[why] : statuses[status];
  return known ?? other ?? detail ?? title ?? '';
}
