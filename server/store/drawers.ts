/**
 * What is kept as it is and may be changed and deleted, unlike facts: the register of people, their
 * sessions, photos; and what waits for an answer for some minutes: displays for their approval, an
 * authenticator for its first code, an installation for its first admin; the keys of contacts; contact cards; the
 * agencies that tell by webhook, the receivers that are told, and how far each has come; feeds that are asked for alerts, and what is known of each; what the installation is; and what archive files there are.
 * A body is text or bytes. With every change of a person, a photo or an archive file, and of a token, the store itself
 * appends a fact that vouches for what is there now (vouching.ts), in the transaction that changes it.
 */
export type Drawer =
  | 'person'
  | 'session'
  | 'photo'
  | 'pairing'
  | 'enrolment'
  | 'first-run'
  | 'contact-key'
  | 'installation'
  | 'card'
  | 'agency'
  | 'receiver'
  | 'receiver-progress'
  | 'cap-feed'
  | 'cap-feed-memory'
  | 'archive';
export type Kept = string | Uint8Array;
export type Drawers = {
  /** Resolves after the commit; what was there under this id is replaced. */
  put(drawer: Drawer, id: string, body: Kept): Promise<void>;
  /**
   * The same where nothing in the drawer has changed after change number `at`. False: something
   * has, whoever did it; nothing was kept, and those who follow the changes have been told of it.
   */
  putIf(drawer: Followed, id: string, body: Kept, at: number): Promise<boolean>;
  get(drawer: Drawer, id: string): Promise<Kept | null>;
  /** By id. */
  list(drawer: Drawer): Promise<{ id: string; body: Kept }[]>;
  /** True when there was one. */
  remove(drawer: Drawer, id: string): Promise<boolean>;
};

/** Whose changes are told. Photos never change. */
export type Followed = Exclude<Drawer, 'photo'>;
