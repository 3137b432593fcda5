import type { Actor } from '#data/contract/actor.ts';
import type { Board } from '#data/contract/board.ts';
import type { Fact } from '#data/contract/fact.ts';
import type { Seq } from '#data/contract/ids.ts';
import type { Result } from '#data/kit/result.ts';
import type { Decided, Fault } from '#data/rules/decision.ts';
import type { How } from '../how.ts';
import type { DeskRefusal, Standing } from '../refusal.ts';

/** What a command is decided on: the board up to `seq`. Whatever else is read is read after it. `tries` were in vain. */
export type Sight = { board: Board; seq: Seq; now: number; tries: number };

/** A command once its body is read. */
export type Said = { name: string; body: unknown };

/** Who asks, and how. */
export type Asked = { actor: Actor; how: How };

/** What a command makes where there was nothing. */
export type Made = { facts: Fact[]; exercise: boolean };

/** How the commands of one kind of thing are decided; what is the same for all is in give.ts. */
export type Thing<Row = unknown> = {
  /** As a refusal calls it. */
  called: string;
  /** The thing, be it over; a refusal where there is none, or none for whoever asks. */
  find(id: string, sight: Sight, asked: Asked): Found<Row> | Promise<Found<Row>>;
  /** Where it stands, for those who are refused. */
  standing?(row: Row): Standing;
  exercise?(row: Row): boolean;
  /**
   * What a command reads beside the thing, each as `kind/ID`; without the row, as far as its body
   * tells. What it changes need not be named.
   */
  subjects?(said: Said, row: Row | null): string[];
  /** The body with what it leaves out, for whom the right is asked. */
  meant?(said: Said, row: Row): unknown;
  /** Why the state does not take a command of that name, whatever its body lacks; null: it does. */
  outOfState?(row: Row, name: string): Fault | null;
  /**
   * When the step before it was, as nothing is done earlier; without the row, of what it makes. Where it is
   * missing, whatever is said counts as of now.
   */
  notBefore?(row: Row | null, said: Said): number;
  decide(row: Row, said: Said, sight: Sight, asked: Asked): Decided | Promise<Decided>;
  /** What the command makes that is given to no thing yet. */
  make?(body: unknown, sight: Sight, asked: Asked): Promise<Result<Made, Fault>>;
};
export type Found<Row> = Result<Row, DeskRefusal>;
