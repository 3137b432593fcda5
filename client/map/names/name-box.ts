/** A name lying on the map: its middle and half sizes in pixels, turned clockwise by `angle` radians. */
export type NameBox = { x: number; y: number; halfWidth: number; halfHeight: number; angle: number };

/** Whether two boxes share any point: no side of either separates them. */
export function boxesTouch(a: NameBox, b: NameBox): boolean {
  const reach = Math.hypot(a.halfWidth, a.halfHeight) + Math.hypot(b.halfWidth, b.halfHeight);
  if (Math.hypot(a.x - b.x, a.y - b.y) > reach) return false;
  return !separates(a, b) && !separates(b, a);
}

export function boxTouchesDisc(box: NameBox, x: number, y: number, radius: number): boolean {
  const [along, across] = turned(x - box.x, y - box.y, box.angle);
  const dx = Math.max(0, Math.abs(along) - box.halfWidth);
  const dy = Math.max(0, Math.abs(across) - box.halfHeight);
  return dx * dx + dy * dy < radius * radius;
}

/** Whether all of `b` lies beyond one side of `a`. */
function separates(a: NameBox, b: NameBox): boolean {
  const [along, across] = turned(b.x - a.x, b.y - a.y, a.angle);
  const [cos, sin] = [Math.abs(Math.cos(b.angle - a.angle)), Math.abs(Math.sin(b.angle - a.angle))];
  return (
    Math.abs(along) >= a.halfWidth + b.halfWidth * cos + b.halfHeight * sin ||
    Math.abs(across) >= a.halfHeight + b.halfWidth * sin + b.halfHeight * cos
  );
}

/** A vector in the directions of something turned by `angle`. */
function turned(x: number, y: number, angle: number): [number, number] {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return [x * cos + y * sin, y * cos - x * sin];
}
