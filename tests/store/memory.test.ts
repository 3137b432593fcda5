import { describe } from 'vitest';
import { createMemoryStore } from '../support/store-memory.ts';
import { describeStore } from './contract.ts';

describe('in memory', () => {
  describeStore(async (options) => ({ store: createMemoryStore(options) }));
});
