import type { Clock } from '#data/kit/clock.ts';

/** A token bucket: true as long as no more than `burst`, and then `perSecond`, are taken. */
export function createBucket(clock: Clock, { burst, perSecond }: { burst: number; perSecond: number }): () => boolean {
  let tokens = burst;
  let at = clock.now();
  return () => {
    const now = clock.now();
    tokens = Math.min(burst, tokens + (Math.max(0, now - at) / 1000) * perSecond);
    at = now;
    if (tokens < 1) return false;
    tokens--;
    return true;
  };
}
