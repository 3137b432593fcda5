import { AgenciesAnswer } from '#data/contract/agency.ts';
import { CapFeedsAnswer } from '#data/contract/cap-feed.ts';
import { DeliveriesAnswer, ReceiversAnswer } from '#data/contract/receiver.ts';
import { now, type Answers } from '../made-desk.ts';

const HOUR = 3_600_000;
const delivery = {
  seq: 1204,
  kind: 'incident.reported',
  at: now - 60_000,
  is: 'delivered',
  status: 204,
  ms: 31,
  tries: 1,
};
const receiver = { url: 'https://harbour.example/', kinds: ['incident.reported', 'danger.found'], since: now - HOUR };

/** What the server would answer of other systems: one in every state. */
export const partnerAnswers: Answers = {
  '/receivers': ReceiversAnswer.parse({
    items: [
      { ...receiver, name: 'harbour', label: '港务局', view: 'ops-wall', state: 'on', last: delivery },
      {
        ...receiver,
        name: 'tram',
        label: '电车',
        view: 'officer',
        state: 'on',
        trying: { seq: 9, tries: 3, why: 'HTTP 500', next: now + 9000 },
      },
      { ...receiver, name: 'gas', label: '燃气', view: 'supervisor', state: 'gone' },
      { ...receiver, name: 'school', label: '学校', view: 'officer', state: 'paused' },
    ],
  }),
  '/receivers/harbour/deliveries': DeliveriesAnswer.parse({
    items: [
      { ...delivery, again: true },
      { ...delivery, kind: 'danger.found', is: 'given up', status: undefined, why: 'ECONNREFUSED', tries: 10 },
    ],
  }),
  '/agencies': AgenciesAnswer.parse({
    items: [{ name: 'waterworks', label: '自来水', mapping: { key: ['case.no'] }, since: now - HOUR }],
  }),
  '/cap-feeds': CapFeedsAnswer.parse({
    items: [
      {
        name: 'weather',
        label: '气象局',
        url: 'https://weather.example/',
        every: 5,
        areas: [],
        silentAfter: 48,
        since: now - HOUR,
        state: 'on',
        broken: { since: now - HOUR, why: 'HTTP 404', times: 3 },
      },
    ],
  }),
};
