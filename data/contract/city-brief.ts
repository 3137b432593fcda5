import * as z from 'zod';
import {
  Area,
  Categories,
  Checklist,
  CityCard,
  CityPlace,
  GridCell,
  LandShape,
  Names,
  Service,
  Street,
} from './city-pack.ts';
import { CellId, OrganisationId } from './ids.ts';

/** `GET /api/v1/city/brief`: what a phone says of the city, without its shapes. */
export const CityBrief = z.object({
  city: CityCard,
  areas: z.array(Area),
  categories: Categories,
  services: z.array(Service),
  checklists: z.array(Checklist),
});
export type CityBrief = z.infer<typeof CityBrief>;

/** `GET /api/v1/city/cells/{id}`: one grid cell and what lies around it, small enough for a poor line. */
export const CellSketch = z.object({
  id: CellId,
  /** Its community and its own number there. */
  names: Names,
  ring: GridCell.shape.ring,
  anchor: GridCell.shape.anchor,
  streets: z.array(Street.pick({ names: true, class: true, line: true })),
  land: z.array(LandShape.pick({ class: true, names: true, line: true, ring: true, width: true })),
  places: z.array(CityPlace.pick({ class: true, names: true, at: true })),
  /** Who works its community, sub-district and district. */
  organisations: z.array(z.object({ id: OrganisationId, names: Names })),
});
export type CellSketch = z.infer<typeof CellSketch>;
