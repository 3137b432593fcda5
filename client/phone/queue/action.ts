import type { PersonId, PhotoId, Time } from '#data/contract/ids.ts';
import type { Refusal } from '#client/call/refusal.ts';

/** Every tap that the server hears of. What a key of the dictionary says about it is under `did`. */
export type Deed =
  | 'accept'
  | 'enroute'
  | 'arrive'
  | 'resolve'
  | 'leave'
  | 'note'
  | 'task-accept'
  | 'task-done'
  | 'visit-done'
  | 'danger-found'
  | 'danger-start'
  | 'danger-rectified'
  | 'danger-send-back'
  | 'danger-clear'
  | 'bulletin-acknowledge'
  | 'report'
  | 'status'
  | 'check-in'
  | 'panic';

/** A photo that goes ahead of the body and leaves its id in it. */
export type PhotoPart = {
  /** JSON pointer to where the id belongs in the body: `/answers/0/photo`. */
  at: string;
  jpeg: Blob;
  /** Once the server has kept it. */
  id?: PhotoId;
};

/** One tap, kept on the device until the server has answered it. */
export type Action = {
  /** Made at the tap; its `Idempotency-Key`, so that sending it twice is doing it once. */
  id: string;
  /** Who tapped. Nobody else on this device sees or sends it. */
  person: PersonId;
  /** Place in the person's queue: +1 with every tap. */
  order: number;
  /** When it was tapped, in the server's time as far as it was known. */
  tapped: Time;
  /** How far that is ahead of this device's clock, ms; absent: nothing was known of the server's time. */
  ahead?: number;
  /** What it concerns: `incident/ID`. What was refused holds up only what concerns the same. */
  about: string;
  deed: Deed;
  /** Below `/api/v1`. */
  path: string;
  body: Record<string, unknown>;
  /** The revision that the person judged by; another one is a conflict. */
  ifMatch?: number;
  /** A call for help waits behind nothing. */
  urgent?: boolean;
  photos: readonly PhotoPart[];
  /** Absent while it waits to be sent. */
  refusal?: Refusal;
};

/** A tap before it has its place in the queue. */
export type NewAction = Omit<Action, 'order' | 'refusal'>;

/** What a tap says; the rest of the action is known here. */
export type Said = Omit<NewAction, 'id' | 'person' | 'tapped' | 'ahead' | 'photos'> &
  Partial<Pick<NewAction, 'photos'>>;
