import * as z from 'zod';

export const Longitude = z.number().min(-180).max(180);
export const Latitude = z.number().min(-90).max(90);

/** [longitude, latitude] in degrees, WGS 84: GeoJSON's order. */
export const LonLat = z.tuple([Longitude, Latitude]);
export type LonLat = z.infer<typeof LonLat>;

/** [west, south, east, north] in degrees, WGS 84. */
export const Bounds = z.tuple([Longitude, Latitude, Longitude, Latitude]);
export type Bounds = z.infer<typeof Bounds>;

/** GeoJSON point, longitude first. A third number (altitude) is accepted and dropped. */
export const Point = z.object({
  type: z.literal('Point'),
  coordinates: z.union([LonLat, z.tuple([Longitude, Latitude, z.number()])]),
});
export type Point = z.infer<typeof Point>;
