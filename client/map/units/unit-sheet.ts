import { rasterise } from '../widget/ink.ts';
import type { Palette } from '../widget/palette.ts';
import { unitMark } from './unit-mark.ts';
import { unitLooks } from './unit-state.ts';

/** Side of one picture in pixels; a power of two, for mipmaps. */
const TILE = 64;
/** Pictures of one look: the chevron that turns, the dot without a heading, the upright sign. */
export const PICTURES = 3;

/** All pictures of units as one array texture, layer = code * PICTURES + picture. */
export function uploadUnitSheet(gl: WebGL2RenderingContext, palette: Palette): WebGLTexture {
  const texture = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D_ARRAY, texture);
  gl.texStorage3D(gl.TEXTURE_2D_ARRAY, Math.log2(TILE) + 1, gl.RGBA8, TILE, TILE, unitLooks.length * PICTURES);
  // What is uploaded is premultiplied already, and the map may have left either switch on.
  gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false);
  gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, false);
  for (const [code, look] of unitLooks.entries()) {
    const { chevron, round, sign } = unitMark(look, palette);
    for (const [picture, drawing] of [chevron, round, sign].entries()) {
      const pixels = premultiplied(rasterise(drawing, TILE).data);
      const layer = code * PICTURES + picture;
      gl.texSubImage3D(gl.TEXTURE_2D_ARRAY, 0, 0, 0, layer, TILE, TILE, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
    }
  }
  gl.generateMipmap(gl.TEXTURE_2D_ARRAY);
  gl.texParameteri(gl.TEXTURE_2D_ARRAY, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
  gl.texParameteri(gl.TEXTURE_2D_ARRAY, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
  gl.texParameteri(gl.TEXTURE_2D_ARRAY, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  return texture;
}

function premultiplied(data: Uint8ClampedArray): Uint8Array {
  const pixels = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i += 4) {
    const alpha = data[i + 3]! / 255;
    for (let channel = 0; channel < 3; channel++) pixels[i + channel] = Math.round(data[i + channel]! * alpha);
    pixels[i + 3] = data[i + 3]!;
  }
  return pixels;
}
