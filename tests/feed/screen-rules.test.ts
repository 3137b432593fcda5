import { describe, it } from 'vitest';
import { screenRules } from './screen-rules.ts';

describe('a screen that follows the feed', () => {
  for (const [sentence, rule] of Object.entries(screenRules)) it(sentence, rule);
});
