import {
  AddReceiver,
  DeliveriesAnswer,
  ReceiverAnswer,
  receiverCommands,
  ReceiversAnswer,
  type ReceiverCommandName,
} from '../../receiver.ts';
import { route, says } from '../route.ts';
import { administering, administrators } from '../who.ts';

const cache = 'no-store';

export const listReceivers = route({
  method: 'GET',
  path: '/api/v1/receivers',
  right: administrators,
  summary: 'Whom the centre tells what happens',
  answers: { 200: says(ReceiversAnswer, 'Every receiver') },
  cache,
});

export const addReceiver = route({
  method: 'POST',
  path: '/api/v1/receivers',
  right: administering,
  summary: 'Register a receiver',
  description:
    'From now on it is told facts of the chosen kinds as its view may see them, in order, signed by Standard Webhooks. Its secret is in this answer and in no other.',
  body: AddReceiver,
  takes: { limit: '16kb' },
  answers: { 201: says(ReceiverAnswer, 'Registered') },
  refusals: { 409: 'The name is taken, or there are as many as there may be' },
});

export const listDeliveries = route({
  method: 'GET',
  path: '/api/v1/receivers/:name/deliveries',
  right: administrators,
  summary: 'What a receiver was told last, newest first',
  answers: { 200: says(DeliveriesAnswer, 'The last two hundred') },
  refusals: { 404: 'There is none of this name' },
  cache,
});

export const commandReceiver = route({
  method: 'POST',
  path: '/api/v1/receivers/:name/:command',
  right: administering,
  summary: 'Of a receiver',
  description: '`try` sends a message that tells nothing, `resend` one fact once more; both answer what came of it.',
  commands: {
    change: { body: receiverCommands.change },
    renew: { body: receiverCommands.renew },
    pause: { body: receiverCommands.pause },
    resume: { body: receiverCommands.resume },
    remove: { body: receiverCommands.remove },
    try: { body: receiverCommands.try },
    resend: { body: receiverCommands.resend },
  } satisfies Record<ReceiverCommandName, object>,
  takes: { limit: '16kb', unparsed: true },
  answers: { 200: says(ReceiverAnswer, 'As it is now') },
  refusals: { 404: 'There is none of this name', 422: 'Wrong fields, or a fact that it may not see' },
});
