/** What nobody waits for and nobody expects goes where uncaught errors go, never into silence. */
export const raise = (error: unknown): void =>
  queueMicrotask(() => {
    throw error;
  });
