import { open, operations, ownWork, picture, type Right } from './who.ts';

/** What can be asked or heard beside the routes: pages and their files, and the sockets' namespaces, events and topics. */
export const doors = {
  'GET /': open,
  'GET /wall': open,
  'GET /gallery': open,
  'GET /console': open,
  'GET /community': open,
  'GET /community/:id': open,
  'GET /phone': open,
  'GET /phone/:file': open,
  'GET /favicon.ico': open,
  'FOLDER /assets': open,
  'GET /docs': open,
  'GET /openapi.json': open,
  'GET /open311/v2/:resource': open,
  'GET /open311/v2/:resource/:id': open,
  'POST /open311/v2/:resource': open,

  'SOCKET /feed': picture,
  'EVENT /feed follow': picture,
  'EVENT /feed ack': picture,
  'TOPIC /feed facts': picture,
  'TOPIC /feed positions': operations,
  'SOCKET /desk': ownWork,
  'EVENT /desk open': ownWork,
  'TOPIC /desk present': ownWork,
} as const satisfies Record<string, Right>;
