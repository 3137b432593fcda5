import { describe } from 'vitest';
import { realClock } from '#server/real-clock.ts';
import { createInProcess } from '#server/store/in-process.ts';
import { describeShared } from './contract.ts';

describe('in one process', () => {
  describeShared(async (processes) => {
    const shared = createInProcess(realClock);
    return Array.from({ length: processes }, () => shared);
  });
});
