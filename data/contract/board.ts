import * as z from 'zod';
import { perTable, tables, type Row, type TableName } from './tables.ts';

/**
 * The present state: what folding the log gives. Every table is keyed by the row's `id` and keeps
 * its identity while no row of it changes. What has ended (incidents, inspections, alarms, dangers,
 * disputes) is not on the board; the read models have it.
 */
export type Board = { readonly [Name in TableName]: ReadonlyMap<Row<Name>['id'], Row<Name>> };

type PackedShape = { [Name in TableName]: z.ZodArray<(typeof tables)[Name]['row']> };

/** The board as it travels: each table a list of its rows. */
export const PackedBoard = z.object(perTable<PackedShape>((name) => z.array(tables[name].row) as never));
export type PackedBoard = z.infer<typeof PackedBoard>;

export const emptyBoard: Board = perTable<Board>(() => new Map() as never);
