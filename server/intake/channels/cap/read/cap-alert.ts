import {
  bulletinCategories,
  bulletinCertainties,
  bulletinSeverities,
  bulletinUrgencies,
} from '#data/contract/bulletin.ts';
import type { LonLat } from '#data/contract/place.ts';
import type { Circle } from './cap-place.ts';

/** The closed lists of CAP 1.2 (3.2). */
export const capLists = {
  status: ['Actual', 'Exercise', 'System', 'Test', 'Draft'],
  msgType: ['Alert', 'Update', 'Cancel', 'Ack', 'Error'],
  scope: ['Public', 'Restricted', 'Private'],
  category: bulletinCategories,
  responseType: ['Shelter', 'Evacuate', 'Prepare', 'Execute', 'Avoid', 'Monitor', 'Assess', 'AllClear', 'None'],
  urgency: bulletinUrgencies,
  severity: bulletinSeverities,
  certainty: bulletinCertainties,
} as const;

export type CapList = keyof typeof capLists;
export type Of<List extends CapList> = (typeof capLists)[List][number];

/** Names one message: what `references` lists. `sent` in ms. */
export type CapMessage = { sender: string; identifier: string; sent: number };

export type CapArea = {
  description: string;
  /** Closed rings, longitude first. */
  polygons: LonLat[][];
  circles: Circle[];
  geocodes: { name: string; value: string }[];
};

/** What one language says, or of one part of what is announced. Times in ms. */
export type CapInfo = {
  language: string;
  categories: Of<'category'>[];
  event: string;
  responses: Of<'responseType'>[];
  urgency: Of<'urgency'>;
  severity: Of<'severity'>;
  certainty: Of<'certainty'>;
  audience?: string;
  effective?: number;
  onset?: number;
  expires?: number;
  senderName?: string;
  headline?: string;
  description?: string;
  instruction?: string;
  web?: string;
  contact?: string;
  areas: CapArea[];
};

export type CapAlert = CapMessage & {
  status: Of<'status'>;
  msgType: Of<'msgType'>;
  scope: Of<'scope'>;
  note?: string;
  references: CapMessage[];
  infos: CapInfo[];
};
