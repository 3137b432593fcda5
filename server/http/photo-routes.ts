import { createHash } from 'node:crypto';
import express, { Router } from 'express';
import { PhotoId } from '#data/contract/ids.ts';
import type { Access } from '../access/access.ts';
import { cleanJpeg } from '../desk/clean-jpeg.ts';
import type { Drawers } from '../store/store.ts';
import { actorOf, may } from './caller.ts';
import { invalid, problem } from './problem.ts';
import { sendProblem } from './send.ts';

type Parts = { access: Pick<Access, 'gate' | 'audit'>; drawers: Drawers };

/** Pictures of what was found: kept without metadata, shown to those who work on it, and every look on record. */
export function photoRoutes({ access: { gate, audit }, drawers }: Parts): Router {
  const routes = Router();
  const readPhoto = express.raw({ type: 'image/jpeg', limit: '2mb' });

  routes.post('/photos', may(gate, 'POST /api/v1/photos'), readPhoto, async (request, response) => {
    if (!request.is('image/jpeg')) return sendProblem(response, problem(415, 'the body must be image/jpeg'));
    const body: unknown = request.body;
    const photo = cleanJpeg(body instanceof Uint8Array ? body : new Uint8Array());
    if (!photo.ok) return sendProblem(response, invalid([{ pointer: '', detail: photo.refusal }]));
    const id = createHash('sha256').update(photo.value).digest('hex');
    await drawers.put('photo', id, photo.value);
    response.status(201).location(`/api/v1/photos/${id}`).json({ id });
  });

  routes.get('/photos/:id', may(gate, 'GET /api/v1/photos/:id'), async (request, response) => {
    const id = PhotoId.safeParse(request.params.id);
    const photo = id.success ? await drawers.get('photo', id.data) : null;
    if (!id.success || !(photo instanceof Uint8Array)) return sendProblem(response, problem(404));
    await audit.looked(actorOf(response), 'photo', id.data);
    response.setHeader('Cache-Control', 'private, max-age=600');
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Content-Security-Policy', "default-src 'none'");
    response.type('image/jpeg').send(Buffer.from(photo));
  });

  return routes;
}
