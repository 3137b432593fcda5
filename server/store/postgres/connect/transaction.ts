import type { Line } from './line.ts';

/** Commits what was done, or none of it. */
export async function inTransaction<T>(line: Line, work: () => Promise<T>): Promise<T> {
  await line.query('BEGIN');
  try {
    const answer = await work();
    await line.query('COMMIT');
    return answer;
  } catch (error) {
    await line.query('ROLLBACK').catch(() => {});
    throw error;
  }
}
