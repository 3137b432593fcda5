import type { Board } from '#data/contract/board.ts';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { Person } from '#data/contract/person.ts';
import type { GridStanding } from '#data/rules/grid-status.ts';
import type { Result } from '#data/kit/result.ts';
import type { Lang, Speech } from '#client/words/shared/speech.ts';

/** What a refused request said (RFC 9457); `status` 0: no answer came at all. */
export type Refusal = {
  status: number;
  title: string;
  detail?: string | undefined;
  /** Its code, for what is said about it. */
  why?: string | undefined;
  errors?: readonly { pointer: string; detail: string }[] | undefined;
};

/** What the URL says beside the view: `{ id: 'a7', tab: 'shelved' }`. */
export type Query = Readonly<Record<string, string>>;

/** Asks `/api/v1{path}`; the answer is of the contract's shape for that path. */
export type Ask = <T>(path: string) => Promise<Result<T, Refusal>>;
/** Posts to `/api/v1{path}`; with `rev` only if the thing is still at that revision. */
export type Send = (path: string, body: unknown, rev?: number) => Promise<Result<unknown, Refusal>>;

/** Everything a view is given. It knows no store, no socket and no address bar. */
export type ViewProps = {
  board: Board;
  /** How the grid stands: of the same moment for whatever is on the page. */
  grid: GridStanding;
  pack: CityPack;
  /** ms since 1970; moves every second. */
  now: number;
  /** How old the board is; null before the first data. */
  asOf: number | null;
  say: Speech;
  lang: Lang;
  theme: 'dark' | 'light';
  /** Who is signed in. */
  me: Person;
  query: Query;
  /** Changes the URL; null takes a parameter away. `view` leads to another view. */
  go: (changes: Readonly<Record<string, string | null>>) => void;
  ask: Ask;
  send: Send;
};
