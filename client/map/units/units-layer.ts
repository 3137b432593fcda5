import type { CustomLayerInterface } from 'maplibre-gl';
import type { MercatorBox } from '../widget/mercator.ts';
import type { Palette } from '../widget/palette.ts';
import { STRIDE, type UnitMotion } from './unit-motion.ts';
import { linkUnitProgram } from './unit-program.ts';
import { uploadUnitSheet } from './unit-sheet.ts';

/** What the layer draws, owned outside it: a map that is built anew draws the same. */
export type UnitPicture = {
  readonly motion: UnitMotion;
  /** A code of `unitLooks` by slot; a new array when anything changed. */
  readonly states: Uint8Array;
};

export type UnitsLayerParts = {
  id: string;
  picture: UnitPicture;
  palette: Palette;
  /** Side of one unit's picture, device pixels. */
  pixels: () => number;
  /** The clock that `motion` was fed with, ms. */
  now: () => number;
  /** Told after each paint. */
  painted?: () => void;
};

/** All units in one draw call, out of two buffers that change when a frame or a state arrives. */
export function unitsLayer({ id, picture, palette, pixels, now, painted }: UnitsLayerParts): CustomLayerInterface {
  let drawUnits: ((gl: WebGL2RenderingContext, matrix: ArrayLike<number>) => void) | null = null;
  return {
    id,
    type: 'custom',
    renderingMode: '2d',
    onAdd(_map, gl) {
      drawUnits = prepare(gl, picture, palette, pixels, now);
    },
    render(gl, { defaultProjectionData }) {
      drawUnits?.(gl, defaultProjectionData.mainMatrix);
      painted?.();
    },
    onRemove() {
      // Its textures and buffers go with the context: the map is never kept without this layer.
      drawUnits = null;
    },
  };
}

function prepare(
  gl: WebGL2RenderingContext,
  picture: UnitPicture,
  palette: Palette,
  pixels: () => number,
  now: () => number,
) {
  const program = linkUnitProgram(gl);
  const sheet = uploadUnitSheet(gl, palette);
  const uniform = (name: string) => gl.getUniformLocation(program, name);
  const places = { matrix: uniform('u_matrix'), elapsed: uniform('u_elapsed'), size: uniform('u_size') };
  const paths = gl.createBuffer();
  const looks = gl.createBuffer();
  const array = gl.createVertexArray();
  gl.bindVertexArray(array);
  gl.bindBuffer(gl.ARRAY_BUFFER, paths);
  for (const [index, size, offset] of [
    [0, 4, 0],
    [1, 2, 16],
  ] as const) {
    gl.enableVertexAttribArray(index);
    gl.vertexAttribPointer(index, size, gl.FLOAT, false, STRIDE * 4, offset);
  }
  gl.bindBuffer(gl.ARRAY_BUFFER, looks);
  gl.enableVertexAttribArray(2);
  gl.vertexAttribIPointer(2, 1, gl.UNSIGNED_BYTE, 0, 0);
  gl.bindVertexArray(null);

  let version = -1;
  let states: Uint8Array | null = null;
  let room = 0;

  function upload({ motion, states: wanted }: UnitPicture) {
    const grown = motion.count > room;
    if (grown) room = motion.path.length / STRIDE;
    if (version !== motion.version) {
      version = motion.version;
      gl.bindBuffer(gl.ARRAY_BUFFER, paths);
      if (grown) gl.bufferData(gl.ARRAY_BUFFER, motion.path, gl.DYNAMIC_DRAW);
      else gl.bufferSubData(gl.ARRAY_BUFFER, 0, motion.path, 0, motion.count * STRIDE);
    }
    if (grown || states !== wanted) {
      states = wanted;
      // As long as the paths, so that a unit whose state is not known yet stays hidden.
      const padded = new Uint8Array(room);
      padded.set(wanted.subarray(0, room));
      gl.bindBuffer(gl.ARRAY_BUFFER, looks);
      gl.bufferData(gl.ARRAY_BUFFER, padded, gl.DYNAMIC_DRAW);
    }
  }

  return (context: WebGL2RenderingContext, world: ArrayLike<number>) => {
    const { motion } = picture;
    if (motion.count === 0 || picture.states.length === 0) return;
    upload(picture);
    context.useProgram(program);
    context.uniformMatrix4fv(places.matrix, false, within(world, motion.box));
    context.uniform1f(places.elapsed, now() - motion.fedAt);
    context.uniform1f(places.size, pixels());
    context.activeTexture(context.TEXTURE0);
    context.bindTexture(context.TEXTURE_2D_ARRAY, sheet);
    context.bindVertexArray(array);
    context.drawArrays(context.POINTS, 0, motion.count);
    context.bindVertexArray(null);
    context.bindTexture(context.TEXTURE_2D_ARRAY, null);
  };
}

/**
 * The projection of the mercator square, for places in [0, 1] of a box in it. Multiplied in doubles:
 * a float step of the whole world is two metres wide, one of a city's reach some millimetres.
 */
export function within(world: ArrayLike<number>, { x, y, width, height }: MercatorBox): Float32Array {
  const matrix = Float32Array.from(world);
  for (let row = 0; row < 4; row++) {
    const [east, south, origin] = [world[row]!, world[4 + row]!, world[12 + row]!];
    matrix[row] = east * width;
    matrix[4 + row] = south * height;
    matrix[12 + row] = east * x + south * y + origin;
  }
  return matrix;
}
