/** One point a unit: moved along its glide and turned on the graphics card, nothing of it in script. */
const vertex = `#version 300 es
uniform mat4 u_matrix;
uniform float u_elapsed;
uniform float u_size;
in vec4 a_path;
in vec2 a_glide;
in uint a_look;
flat out uint v_look;
flat out vec3 v_turn;

void main() {
  float share = a_glide.x > 0.0 ? clamp(u_elapsed / a_glide.x, 0.0, 1.0) : 1.0;
  bool hidden = a_look == 0u || a_path.z < 0.0;
  gl_Position = hidden ? vec4(2.0, 2.0, 2.0, 1.0) : u_matrix * vec4(mix(a_path.xy, a_path.zw, share), 0.0, 1.0);
  gl_PointSize = u_size;
  bool still = a_glide.y < -9.0;
  v_look = a_look;
  v_turn = still ? vec3(1.0, 0.0, 1.0) : vec3(cos(a_glide.y), sin(a_glide.y), 0.0);
}`;

/** The sign is upright and shows only where the body is. */
const fragment = `#version 300 es
precision mediump float;
precision mediump sampler2DArray;
uniform sampler2DArray u_sheet;
flat in uint v_look;
flat in vec3 v_turn;
out vec4 color;

void main() {
  vec2 upright = gl_PointCoord - 0.5;
  vec2 turned = vec2(v_turn.x * upright.x + v_turn.y * upright.y, v_turn.x * upright.y - v_turn.y * upright.x);
  float layer = float(v_look) * 3.0;
  vec4 body = texture(u_sheet, vec3(turned + 0.5, layer + v_turn.z));
  vec4 sign = texture(u_sheet, vec3(gl_PointCoord, layer + 2.0)) * body.a;
  color = sign + body * (1.0 - sign.a);
}`;

const ATTRIBUTES = ['a_path', 'a_glide', 'a_look'] as const;

export function linkUnitProgram(gl: WebGL2RenderingContext): WebGLProgram {
  const program = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, vertex],
    [gl.FRAGMENT_SHADER, fragment],
  ] as const) {
    const shader = gl.createShader(type)!;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
    gl.deleteShader(shader);
  }
  ATTRIBUTES.forEach((name, index) => gl.bindAttribLocation(program, index, name));
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost())
    throw new Error(`The units' program does not link: ${gl.getProgramInfoLog(program)}`);
  return program;
}
