import * as z from 'zod';
import { Answer } from '../grid.ts';
import { type CommandIn, type Commands, deskAndOwn } from './command.ts';

/**
 * `POST /api/v1/inspections/{id}/{command}`. One answer for every item of the checklist; each that
 * is not ok becomes a hidden danger. Without answers it is a visit that found nothing.
 */
export const inspectionCommands = {
  done: { body: z.strictObject({ answers: z.array(Answer).max(50).optional() }), may: deskAndOwn },
} as const satisfies Commands;
export type InspectionCommand = CommandIn<typeof inspectionCommands>;
