import { describe } from 'vitest';
import { createMemoryStore } from '../support/memory-store/store.ts';
import { describeStore } from './contract/contract.ts';

describe('in memory', () => {
  describeStore(async (options) => ({ store: createMemoryStore(options) }));
});
