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
import { AreaId, CellId, OrganisationId } from './ids.ts';
import { LonLat } from './place.ts';

/** `GET /api/v1/city/brief`: what a phone says of the city, without its shapes. */
export const CityBrief = z.object({
  city: CityCard,
  areas: z.array(Area),
  categories: Categories,
  services: z.array(Service),
  checklists: z.array(Checklist),
  /** In the order by which cells are numbered within their community. */
  cells: z.array(GridCell.pick({ id: true, community: true })),
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

/** One of `GET /api/v1/city/search`: what of the city goes by the words that somebody says. */
export const PlaceFound = z.object({
  /** A place and a crossing are one spot; a street, a community and a cell are somewhere in their middle. */
  kind: z.enum(['place', 'street', 'community', 'crossing', 'cell']),
  id: z.string(),
  names: Names,
  at: LonLat,
  /** Where `at` lies, from large to small; empty off the grid. */
  areas: z.array(AreaId).max(3),
});
export type PlaceFound = z.infer<typeof PlaceFound>;
