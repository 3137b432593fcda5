import type { WallModel } from './wall-model.ts';

/** What `<html>` says about the page, for whoever checks it from outside. */
export function truthOf({ link, sound }: Pick<WallModel, 'link' | 'sound'>, build: string): Record<string, string> {
  return {
    link: link.state,
    epoch: link.epoch ?? '',
    seq: link.seq === null ? '' : String(link.seq),
    ageMs: link.ageMs === null ? '' : String(Math.round(link.ageMs)),
    build,
    sound,
  };
}
