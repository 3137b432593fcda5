/** What the phone says of bulletins, loaded with them. */
export const bulletins = {
  unread: (n: string) => `${n} unread`,
  read: 'I have read it',
  acknowledge: 'Acknowledge for the centre',
  readBefore: (n: string) => `Bulletins that you have read (${n})`,
  instruction: 'What to do',
  toRead: 'Read it',
};
