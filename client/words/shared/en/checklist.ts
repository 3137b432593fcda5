/** Items of checklists say how it should be: what a visit finds is met, or not. */
export const checklist = {
  met: 'Met',
  unmet: 'Not met',
  notMet: (item: string) => `Not met: ${item}`,
};
