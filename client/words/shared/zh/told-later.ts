import type { toldLater as english } from '../en/told-later.ts';

export const toldLater: typeof english = {
  at: (clock) => `${clock} 补报`,
  ahead: (claimed, off) => `手机时钟为 ${claimed}，快 ${off}，未采信`,
  behind: (claimed, off) => `手机时钟为 ${claimed}，慢 ${off}，未采信`,
};
