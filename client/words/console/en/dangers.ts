import { checklist } from '../../shared/en/checklist.ts';

/** Hidden dangers and how they are put right. */
export const dangers = {
  states: {
    found: 'Found',
    ordered: 'Ordered',
    rectifying: 'Being put right',
    recheck: 'To be re-checked',
    cleared: 'Cleared',
  },
  notMet: checklist.notMet,
  none: 'none',
  item: 'What',
  found: 'Found',
  due: 'Put right by',
  organisation: 'Who puts it right',
  order: 'Order it put right',
  start: 'Work has begun',
  rectified: 'It is put right',
  'send-back': 'Send back',
  clear: 'Clear',
  showPhoto: 'Show the photo',
  photo: 'Photo of the danger',
  onRecord: 'Showing it is on record.',
  notWhoRectified: 'Who put it right does not clear it.',
  text: 'Description',
};
