import * as z from 'zod';
import { Epoch, Seq } from '../ids.ts';
import { NodesAnswer } from '../node-standing.ts';
import { file, route, says } from './route.ts';
import { administrators, open } from './who.ts';

export const readHealth = route({
  method: 'GET',
  path: '/healthz',
  right: open,
  summary: 'Alive?',
  answers: { 200: says(z.object({ status: z.literal('ok'), build: z.string() }), 'Alive') },
});

const Readiness = z.object({
  ready: z.boolean(),
  /** What this process is called, of all on the store. */
  node: z.string().optional(),
  /** What it still does, or why it must not be asked; absent once it is ready. */
  waitingFor: z.string().optional(),
  /** The share of its history that is there, while it comes in behind the living picture; absent: all of it. */
  filling: z.number().min(0).max(1).optional(),
  store: z.object({ kind: z.string() }).loose(),
  epoch: Epoch,
  head: Seq,
  intake: z.enum(['ok', 'degraded', 'down']),
});

export const readReadiness = route({
  method: 'GET',
  path: '/readyz',
  right: open,
  summary: 'Ready?',
  answers: { 200: says(Readiness, 'Ready'), 503: says(Readiness, 'Not yet, or the store is down') },
});

export const listNodes = route({
  method: 'GET',
  path: '/api/v1/nodes',
  right: administrators,
  summary: 'The processes that carry the city',
  description: 'Those that live, by name; each as it said of itself within the last second.',
  answers: { 200: says(NodesAnswer, 'Every node that lives') },
  cache: 'no-store',
});

export const readMetrics = route({
  method: 'GET',
  path: '/metrics',
  right: open,
  summary: 'Figures in Prometheus text',
  answers: { 200: file('text/plain', 'Figures') },
});
