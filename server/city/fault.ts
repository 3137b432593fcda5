/** What one part of a pack says that another part, or the world, contradicts. */
export type Fault = { file: string; pointer: string; detail: string };
