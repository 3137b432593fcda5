type Parts = {
  /** Reads the whole log. */
  read: () => Promise<void>;
  /** The log in the database is another one. */
  said: () => void;
  trouble: (what: string, error: unknown) => void;
};
/** Between two tries, ms. */
const AGAIN = 1000;

/**
 * Another log is read until it has been read to its end: the database may be lost in the midst of it, and nobody says a
 * second time that the log is another one. Said once more meanwhile, it is read once more.
 */
export function createReadAnew({ read, said, trouble }: Parts): () => void {
  let unread = 0;
  async function readAll(): Promise<void> {
    while (unread > 0) {
      const before = unread;
      try {
        await read();
        unread -= before;
      } catch (error) {
        trouble('the other log is not read yet', error);
        await new Promise((again) => setTimeout(again, AGAIN));
      }
    }
  }
  return () => {
    said();
    if (unread++ === 0) readAll().catch((error: unknown) => trouble('the other log is not read', error));
  };
}
