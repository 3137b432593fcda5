import { StoreUnavailable } from '../store.ts';

type Options = ErrorOptions & {
  /** What whoever asked over HTTP is told: the file by its name, and not where the server keeps its files. */
  told?: string;
};

/** What is asked for is in an archive file that this process cannot read: the message says which; from fact `first` on. */
export class ArchiveUnreadable extends StoreUnavailable {
  readonly first: number;
  readonly told: string;
  constructor(message: string, first: number, { told = message, ...options }: Options = {}) {
    super(message, options);
    this.first = first;
    this.told = told;
  }
}
