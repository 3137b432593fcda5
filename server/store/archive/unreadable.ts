import { StoreUnavailable } from '../store.ts';

/** What is asked for is in an archive file that this process cannot read: the message says which; from fact `first` on. */
export class ArchiveUnreadable extends StoreUnavailable {
  readonly first: number;
  constructor(message: string, first: number, options?: ErrorOptions) {
    super(message, options);
    this.first = first;
  }
}
