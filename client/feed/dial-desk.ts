import { io } from 'socket.io-client';
import { Present } from '#data/contract/desk-api.ts';
import type { IncidentId } from '#data/contract/ids.ts';

/** A line to the namespace `/desk`: what this page has open, and what the others have. */
export type DeskLine = { open(incident: IncidentId | null): void; hangUp(): void };
export type DialDesk = (present: (all: Present) => void) => DeskLine;

/** Calls the desk over Socket.IO, again and again: who looks at what is of no use when it is old. */
export const dialDesk: DialDesk = (present) => {
  const socket = io('/desk', { path: '/socket.io', transports: ['websocket'], reconnectionDelayMax: 15_000 });
  let mine: IncidentId | null = null;
  let again: ReturnType<typeof setTimeout> | undefined;
  // Whom the server sends away it does not call back: a new sign-in may have come since.
  const callAgain = () => {
    present([]);
    clearTimeout(again);
    if (!socket.active) again = setTimeout(() => socket.connect(), 5000);
  };
  socket.on('connect_error', callAgain);
  socket.on('connect', () => void socket.emit('open', mine));
  socket.on('disconnect', callAgain);
  socket.on('present', (payload: unknown) => {
    const all = Present.safeParse(payload);
    if (all.success) present(all.data);
  });
  return {
    open(incident) {
      mine = incident;
      if (socket.connected) socket.emit('open', incident);
    },
    hangUp() {
      clearTimeout(again);
      socket.off();
      socket.disconnect();
    },
  };
};
